/** What goes with an exported model that answers questions: how to ask it, in Python and in words. */

/** Cuts a passage, asks the model about each piece and weighs the answers, as the app does. Kept short, so that it can be read before it is run. */
export const answerScript = `"""Answers a question out of a passage, with plain ONNX Runtime. The model and its tokeniser stand beside this file.

    pip install onnxruntime tokenizers numpy
    python THIS_FILE "Who wrote it?" passage.txt
"""

import json
import pathlib
import sys

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

stem = str(pathlib.Path(__file__).resolve())[: -len(".answer.py")]
model = onnxruntime.InferenceSession(stem + ".onnx", providers=["CPUExecutionProvider"])
tokenizer = Tokenizer.from_file(stem + ".tokenizer.json")
about = model.get_modelmeta().custom_metadata_map
pair = json.loads(about["modelwright.columns"])[0]
may_be_none = about["modelwright.noAnswer"] == "true"
opening, closing = tokenizer.encode("").ids
BEST = 20


def answer(question, passage):
    """The best answer as a dict; its text is None where the passage doesn't answer the question."""
    length, longest = pair["length"], pair["longestAnswer"]
    asked = tokenizer.encode(question.strip(), add_special_tokens=False).ids[: (length - 3) // 2]
    read = tokenizer.encode(passage, add_special_tokens=False)
    room = length - 3 - len(asked)
    step = max(1, room - min(pair["overlap"], room // 2))
    found, none, start, stop = [], np.inf, -step, 0
    while start < 0 or stop < len(read.ids):
        start += step
        stop = min(start + room, len(read.ids))
        ids = [opening, *asked, closing, *read.ids[start:stop], closing]
        kinds = [0] * (len(asked) + 2) + [1] * (stop - start + 1)
        rows = {"input_ids": ids, "token_type_ids": kinds}
        feed = {name: np.array([row + [0] * (length - len(row))], np.int64) for name, row in rows.items()}
        begins, ends = (scores[0] for scores in model.run(["start_logits", "end_logits"], feed))
        none, first = min(none, begins[0] + ends[0]), len(asked) + 2
        best = lambda scores: [at for at in np.argsort(-scores, kind="stable")[:BEST] if first <= at < first + stop - start]
        found += [
            (begins[a] + ends[b], read.offsets[start + a - first][0], read.offsets[start + b - first][1])
            for a in best(begins) for b in best(ends) if a <= b < a + longest
        ]
    found = sorted(found, key=lambda each: -each[0])[:BEST]
    scores = np.array([score for score, *_ in found] + ([none] if may_be_none or not found else []), np.float64)
    shares = np.exp(scores - scores.max()) / np.exp(scores - scores.max()).sum()
    if not found or (may_be_none and none > found[0][0]):
        return {"text": None, "probability": float(shares[-1])}
    _, start, end = found[0]
    return {"text": passage[start:end], "start": start, "end": end, "probability": float(shares[0])}


if __name__ == "__main__":
    print(json.dumps(answer(sys.argv[1], pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")), ensure_ascii=False))
`

/** @param name of the model, without its ending */
export function answeringReadme(name: string): string {
  return `# ${name}: answers out of passages

\`${name}.onnx\` finds where in a passage the answer to a question stands. Any ONNX Runtime runs it.

- It takes \`input_ids\` and \`token_type_ids\` (rows × tokens, int64): the question's tokens and a piece of the passage, as
  BERT has pairs, padded with 0. \`${name}.tokenizer.json\` makes tokens of texts.
- It gives \`start_logits\` and \`end_logits\` (rows × tokens): how well an answer begins and ends at each token. The first token
  stands for there being no answer. How many tokens a row has, how much pieces overlap and how long an answer may be is in the
  file's own metadata.
- \`${name}.answer.py\` does all of it, pieces included, and says what the app says:
  \`python ${name}.answer.py "A question?" passage.txt\`

---

# ${name}：从文章中找答案

\`${name}.onnx\` 在一段文章中找出问题的答案所在的位置，任何 ONNX Runtime 都能运行。

- 输入是 \`input_ids\` 和 \`token_type_ids\`（行 × 词元，int64）：按 BERT 句对的格式放入问题和一段文章的词元，不足处补 0。
  \`${name}.tokenizer.json\` 负责把文字切成词元。
- 输出是 \`start_logits\` 和 \`end_logits\`（行 × 词元）：答案在每个词元处开始、结束的得分；第一个词元代表“没有答案”。每行多少词元、
  相邻片段重叠多少、答案最长多少词元，都写在模型文件的元数据里。
- \`${name}.answer.py\` 会完成全部步骤（包括切分长文章），结果与应用中的一致：
  \`python ${name}.answer.py "问题？" passage.txt\`
`
}

/** What goes with a training program for a reader: how to run it, in Python and in words. */

/** Runs the program and compares. Kept short, so that it can be read before it is run. */
export const runScript = `"""Runs the training program with plain ONNX Runtime and compares each step's loss with Modelwright's.

    pip install onnxruntime numpy
    python run.py
"""

import json
import pathlib

import numpy as np
import onnxruntime as ort

here = pathlib.Path(__file__).parent
feeds = {path.name[: -len(".npy")]: np.load(path) for path in sorted((here / "inputs").glob("*.npy"))}
expected = json.loads((here / "losses.json").read_text())

options = ort.SessionOptions()
options.intra_op_num_threads = 1
session = ort.InferenceSession(str(here / "training.onnx"), options, providers=["CPUExecutionProvider"])
names = [output.name for output in session.get_outputs()]
results = dict(zip(names, session.run(names, feeds)))

for step, losses in enumerate(zip(*(results[name] for name in expected)), 1):
    print(f"step {step:4d}  ", *(f"{name} {loss:.6f}" for name, loss in zip(expected, losses)))
worst = max(np.max(np.abs(results[name] - values) / np.abs(values)) for name, values in expected.items())
print(f"largest relative difference from Modelwright: {worst:.1e}")
print("trained weights:", ", ".join(name[len("last.") :] for name in names if name.startswith("last.")))
`

/** @param steps how many steps the inputs are for */
export function readmeText(name: string, steps: number): string {
  return `# ${name}: the training program

\`training.onnx\` is the whole training of this run as one ONNX graph: a Loop whose round is a step of the optimiser
(fetch a batch, forward pass, loss, backward pass, update). Modelwright trained the model with this very graph. Any viewer
of ONNX files can show it; any ONNX Runtime can run it.

- \`inputs\` holds what the graph takes for the first ${steps} steps, one NumPy array a file: the encoded rows of these steps
  (\`features\`, and \`targets\` or \`labels\` where there are any), their \`order\`, the optimiser's numbers for each step (\`coefficients\`), the first weights
  under their own names, and where the model drops units or is given noise the random \`keys\`.
- Outputs are the loss and the gradient norm of each step, and under \`last.\` the weights and the optimiser's state after
  the last one. Fed back as inputs, the training goes on from there.
- \`python run.py\` runs it and compares the losses with \`losses.json\`, which Modelwright computed.

---

# ${name}：训练程序

\`training.onnx\` 把这次训练的全部过程写成了一个 ONNX 图：循环的每一轮就是优化器的一步（取一批数据、前向、损失、反向、更新）。
Modelwright 正是用它训练出模型的。任何 ONNX 查看器都能打开它，任何 ONNX Runtime 都能运行它。

- \`inputs\` 中是前 ${steps} 步所需的输入，每个 NumPy 数组一个文件：这些步用到的编码后的数据行（\`features\`，以及 \`targets\` 或 \`labels\`（如果有））及其次序
  \`order\`、优化器每一步的数值 \`coefficients\`、以各自名称保存的初始权重；如果模型使用随机丢弃或噪声，还有随机数的 \`keys\`。
- 输出是每一步的损失和梯度范数，以及以 \`last.\` 开头的最后一步之后的权重和优化器状态。把它们作为输入，训练就能继续。
- 运行 \`python run.py\`，会把损失与 Modelwright 计算的 \`losses.json\` 对照。
`
}

"""Loads exported weights into the article's classes, strictly, and gives what these make of some rows.

`python load_article_weights.py CASES CLASSES`: a JSON file of cases, and the folder of the classes' modules. Prints JSON.
"""

import json
import pathlib
import sys

import torch
from safetensors.torch import load_file
from torch import nn
from transformers import BertConfig, BertModel

sys.path.insert(0, sys.argv[2])
import article_classes
import image_classes


def bert(config, outputs):
    return article_classes.Bert(BertModel(BertConfig(**json.loads(pathlib.Path(config).read_text()))), outputs)


def of_words(vocabulary, width, name, sizes):
    """A class of the article's with a table of word vectors before it."""

    class OfWords(getattr(article_classes, name)):
        def __init__(self):
            super().__init__(*sizes)
            self.embedding = nn.Embedding(vocabulary, width, padding_idx=0)

        def forward(self, x):
            return super().forward(self.embedding(x))

    return OfWords()


def projected(features, width, name, sizes):
    """A class of the article's with a Linear before it."""

    class Projected(getattr(article_classes, name)):
        def __init__(self):
            super().__init__(*sizes)
            self.input = nn.Linear(features, width)

        def forward(self, x):
            return super().forward(self.input(x))

    return Projected()


def model_of(kind, arguments):
    own = {"Bert": bert, "OfWords": of_words, "Projected": projected, "CNN": image_classes.CNN}
    return own.get(kind, getattr(article_classes, kind, None))(*arguments)


outputs = []
for case in json.loads(pathlib.Path(sys.argv[1]).read_text()):
    model = model_of(case["class"], case["arguments"])
    model.load_state_dict(load_file(case["weights"]), strict=True)
    model.eval()
    rows = torch.tensor(case["rows"], dtype=torch.long if case["words"] else torch.float32).reshape(case["shape"])
    with torch.no_grad():
        outputs.append(model(rows).reshape(-1).tolist())
print(json.dumps(outputs))

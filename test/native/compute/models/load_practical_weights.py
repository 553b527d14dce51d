"""Loads exported weights into the PyTorch classes of the fixtures, strictly, and gives weights of these classes back.

`python load_practical_weights.py FOLDER CLASSES`: a folder with cases.json and, for each case, NUMBER.weights.safetensors and
NUMBER.rows.safetensors; and the folder of the classes' modules. Writes NUMBER.theirs.safetensors, a state_dict of the class
itself, and NUMBER.outputs.safetensors: what the class makes of the rows with either weights.
"""

import json
import pathlib
import sys

import torch
from safetensors.torch import load_file, save_file
from torch import nn
from transformers import BertConfig, BertForMaskedLM, BertForQuestionAnswering, BertForSequenceClassification, BertForTokenClassification

sys.path.insert(0, sys.argv[2])
import dense_classes
import generative_classes
import image_classes
import sequence_classes
import step_classes

HEADS = {"text": BertForSequenceClassification, "tokens": BertForTokenClassification, "span": BertForQuestionAnswering, "masked": BertForMaskedLM}


def size_of(image):
    return image["channels"], image["height"], image["width"]


class Pictures(nn.Module):
    def __init__(self, spec, inputs, outputs):
        super().__init__()
        self.network, self.image = picture_network(spec, outputs), size_of(spec["image"])

    def forward(self, x):
        return self.network(x.reshape(-1, *self.image))


def picture_network(spec, outputs):
    kind = spec["design"]["kind"]
    if kind == "article":
        return image_classes.CNN(*size_of(spec["image"]), outputs)
    make = image_classes.Plain if kind == "plain" else image_classes.Residual
    return make(*size_of(spec["image"]), outputs, spec["design"])


def fusion(spec, inputs, outputs):
    image = size_of(spec["image"])
    columns = inputs - torch.Size(image).numel()
    return image_classes.Fusion(picture_network(spec, spec["vector"]), image, columns, outputs, spec)


class Bert(nn.Module):
    def __init__(self, spec, inputs, outputs):
        super().__init__()
        self.spec = spec
        sizes = {"hidden_size": spec["width"], "num_hidden_layers": spec["layers"], "num_attention_heads": spec["heads"], "hidden_act": spec["activation"]}
        more = {"intermediate_size": spec["feedForward"], "max_position_embeddings": spec["positions"], "type_vocab_size": spec["segments"]}
        self.network = HEADS[spec["head"]](
            BertConfig(vocab_size=spec["tokens"]["vocabulary"], layer_norm_eps=spec["epsilon"], num_labels=outputs, **sizes, **more)
        )

    def forward(self, x):
        length = self.spec["tokens"]["length"]
        ids = x[:, :length].long()
        kinds = x[:, length:].long() if self.spec["pairs"] else torch.zeros_like(ids)
        found = self.network(input_ids=ids, attention_mask=(ids > 0).long(), token_type_ids=kinds)
        return torch.stack([found.start_logits, found.end_logits], dim=2) if self.spec["head"] == "span" else found.logits


def of_sequences(module):
    def make(spec, inputs, outputs):
        network = (module.Encoder if spec["family"] == "transformer" else module.Recurrent)(spec, outputs)
        shaped = (lambda x: x.long()) if spec["tokens"] else (lambda x: x.reshape(len(x), -1, spec["sequence"]["features"]))
        return Shaped(network, shaped)

    return make


class Shaped(nn.Module):
    def __init__(self, network, shaped):
        super().__init__()
        self.network, self.shaped = network, shaped

    def forward(self, x):
        return self.network(self.shaped(x))


class Generative(nn.Module):
    """Makes of noise, behind which a condition may stand, what the model makes of it."""

    def __init__(self, spec, inputs, outputs):
        super().__init__()
        design, classes = spec["design"], spec.get("classes") or 0
        if spec["family"] == "vae":
            if design["kind"] == "dense":
                self.network = generative_classes.Vae(inputs, design["encoder"][0], spec["latent"])
            else:
                self.network = generative_classes.ConvolutionalVae(size_of(design["image"]), design["channels"], spec["latent"])
        elif design["kind"] == "dense":
            self.network = generative_classes.Gan([spec["latent"], *design["generator"], inputs], [inputs, *design["discriminator"], 1], classes)
        else:
            normalizes = spec["gradientPenalty"] == 0
            self.network = generative_classes.ConvolutionalGan(size_of(design["image"]), spec["latent"], design["channels"], classes, normalizes)
        self.run = self.network.decode if spec["family"] == "vae" else self.network.generator

    def forward(self, x):
        return self.run(x)


def dense(spec, inputs, outputs):
    make = dense_classes.EmbeddedMlp if spec.get("embedded") else dense_classes.Mlp
    return make(spec, inputs, outputs)


MAKERS = {
    "dense": dense, "pictures": Pictures, "fusion": fusion, "sequences": of_sequences(sequence_classes), "steps": of_sequences(step_classes),
    "bert": Bert, "generative": Generative,
}
folder = pathlib.Path(sys.argv[1])
for at, case in enumerate(json.loads((folder / "cases.json").read_text())):
    torch.manual_seed(at)
    model = MAKERS[case["kind"]](case["model"], case["inputs"], case["outputs"]).eval()
    network = getattr(model, "network", model)
    for name, value in network.named_buffers():
        if "running" in name:
            value.uniform_(0.5, 1.5)
    rows = load_file(folder / f"{at}.rows.safetensors")["rows"]
    save_file({name: value.clone().contiguous() for name, value in network.state_dict().items()}, folder / f"{at}.theirs.safetensors")
    with torch.no_grad():
        theirs = model(rows)
        network.load_state_dict(load_file(folder / f"{at}.weights.safetensors"), strict=True)
        ours = model(rows)
    save_file({"theirs": theirs.contiguous(), "ours": ours.contiguous()}, folder / f"{at}.outputs.safetensors")

"""The benchmark's models in PyTorch, one for each family, from the studio's own specs."""

import torch
from torch import nn


def mlp(spec, inputs, outputs):
    widths = [inputs, *spec["hidden"], outputs]
    layers = []
    for before, after in zip(widths, widths[1:]):
        layers += [nn.Linear(before, after), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


class Recurrent(nn.Module):
    def __init__(self, spec, outputs):
        super().__init__()
        self.shape = (spec["sequence"]["steps"], spec["sequence"]["features"])
        make = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}[spec.get("cell", "rnn")]
        both = spec["bidirectional"]
        self.cell = make(self.shape[1], spec["hidden"], spec["layers"], batch_first=True, bidirectional=both)
        self.fc = nn.Linear(spec["hidden"] * (2 if both else 1), outputs)

    def forward(self, rows):
        y = self.cell(rows.view(-1, *self.shape))[0]
        if not self.cell.bidirectional:
            return self.fc(y[:, -1])
        half = self.cell.hidden_size
        return self.fc(torch.cat([y[:, -1, :half], y[:, 0, half:]], dim=1))


class Transformer(nn.Module):
    def __init__(self, spec, outputs):
        super().__init__()
        self.shape = (spec["sequence"]["steps"], spec["sequence"]["features"])
        layer = nn.TransformerEncoderLayer(spec["width"], spec["heads"], spec["feedForward"], spec["dropout"], batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, spec["layers"], enable_nested_tensor=False)
        self.fc = nn.Linear(spec["width"], outputs)

    def forward(self, rows):
        return self.fc(self.encoder(rows.view(-1, *self.shape)).mean(dim=1))


BUILDERS = {
    "mlp": mlp,
    "rnn": lambda spec, _, outputs: Recurrent(spec, outputs),
    "lstm": lambda spec, _, outputs: Recurrent(spec, outputs),
    "transformer": lambda spec, _, outputs: Transformer(spec, outputs),
}


def build(spec, inputs, outputs):
    return BUILDERS[spec["family"]](spec, inputs, outputs)

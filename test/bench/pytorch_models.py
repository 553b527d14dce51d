"""The benchmark's models in PyTorch, one for each family, from the studio's own specs."""

import torch
import transformers
from torch import nn


def mlp(spec, inputs, outputs):
    layers = []
    for width in spec["hidden"]:
        norm = [nn.BatchNorm1d(width)] if spec["normalization"] == "batch" else []
        drop = [nn.Dropout(spec["dropout"])] if spec["dropout"] > 0 else []
        layers += [nn.Linear(inputs, width), *norm, nn.ReLU(), *drop]
        inputs = width
    return nn.Sequential(*layers, nn.Linear(inputs, outputs))


class Recurrent(nn.Module):
    def __init__(self, spec, outputs):
        super().__init__()
        self.shape = (spec["sequence"]["steps"], spec["sequence"]["features"])
        make = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}[spec.get("cell", "rnn")]
        both = spec["bidirectional"]
        options = dict(batch_first=True, bidirectional=both, dropout=spec["dropout"])
        self.cell = make(self.shape[1], spec["hidden"], spec["layers"], **options)
        self.drop = nn.Dropout(spec["dropout"])
        self.fc = nn.Linear(spec["hidden"] * (2 if both else 1), outputs)

    def forward(self, rows):
        y = self.cell(rows.view(-1, *self.shape))[0]
        if not self.cell.bidirectional:
            return self.fc(self.drop(y[:, -1]))
        half = self.cell.hidden_size
        return self.fc(self.drop(torch.cat([y[:, -1, :half], y[:, 0, half:]], dim=1)))


class Transformer(nn.Module):
    def __init__(self, spec, outputs):
        super().__init__()
        self.shape = (spec["sequence"]["steps"], spec["sequence"]["features"])
        layer = nn.TransformerEncoderLayer(spec["width"], spec["heads"], spec["feedForward"], spec["dropout"], batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, spec["layers"], enable_nested_tensor=False)
        self.fc = nn.Linear(spec["width"], outputs)

    def forward(self, rows):
        return self.fc(self.encoder(rows.view(-1, *self.shape)).mean(dim=1))


class WordTransformer(nn.Module):
    """Of tokens, with learned places, layers that normalise first, and a mean over the tokens that are there."""

    def __init__(self, spec, outputs):
        super().__init__()
        width, tokens, dropout = spec["width"], spec["tokens"], spec["dropout"]
        self.words, self.places = nn.Embedding(tokens["vocabulary"], width, padding_idx=0), nn.Parameter(torch.randn(tokens["length"], width))
        options = dict(activation=spec["activation"], batch_first=True, norm_first=True)
        layer = nn.TransformerEncoderLayer(width, spec["heads"], spec["feedForward"], dropout, **options)
        self.encoder = nn.TransformerEncoder(layer, spec["layers"], nn.LayerNorm(width), enable_nested_tensor=False)
        self.drop, self.fc = nn.Dropout(dropout), nn.Linear(width, outputs)

    def forward(self, ids):
        there = (ids > 0)[:, :, None]
        y = self.encoder(self.drop(self.words(ids) + self.places), src_key_padding_mask=ids == 0)
        return self.fc((y * there).sum(dim=1) / there.sum(dim=1))


class Bert(nn.Module):
    def __init__(self, spec, outputs):
        super().__init__()
        config = transformers.BertConfig(
            vocab_size=spec["tokens"]["vocabulary"], hidden_size=spec["width"], num_hidden_layers=spec["layers"],
            num_attention_heads=spec["heads"], intermediate_size=spec["feedForward"],
            max_position_embeddings=spec["positions"], type_vocab_size=spec["segments"], hidden_act=spec["activation"],
            layer_norm_eps=spec["epsilon"], hidden_dropout_prob=spec["dropout"],
            attention_probs_dropout_prob=spec["dropout"], num_labels=outputs,
        )
        self.model = transformers.BertForSequenceClassification(config).train()

    def forward(self, ids):
        return self.model(input_ids=ids, attention_mask=(ids > 0).long()).logits


class ArticleCnn(nn.Module):
    def __init__(self, image, outputs):
        super().__init__()
        self.image = image
        self.conv1, self.conv2, self.pool = nn.Conv2d(image[0], 32, 3), nn.Conv2d(32, 64, 3), nn.MaxPool2d(2)
        after = [((length - 2) // 2 - 2) // 2 for length in image[1:]]
        self.fc1, self.fc2 = nn.Linear(64 * after[0] * after[1], 120), nn.Linear(120, outputs)

    def forward(self, rows):
        x = self.pool(torch.relu(self.conv1(rows.view(-1, *self.image))))
        x = self.pool(torch.relu(self.conv2(x)))
        return self.fc2(torch.relu(self.fc1(x.flatten(1))))


def plain_cnn(image, design, outputs):
    layers, (now, height, width) = [nn.Unflatten(1, image)], image
    for channels in design["channels"]:
        for _ in range(design["convolutions"]):
            layers += [nn.Conv2d(now, channels, 3, padding=1, bias=False), nn.BatchNorm2d(channels), nn.ReLU()]
            now = channels
        layers.append(nn.MaxPool2d(2))
        height, width = height // 2, width // 2
    layers.append(nn.Flatten())
    inputs = now * height * width
    for hidden in design["hidden"]:
        layers += [nn.Linear(inputs, hidden), nn.ReLU()]
        inputs = hidden
    return nn.Sequential(*layers, nn.Linear(inputs, outputs))


class BasicBlock(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        conv = lambda before, kernel, stride: nn.Conv2d(before, outputs, kernel, stride, kernel // 2, bias=False)
        self.conv1, self.bn1 = conv(inputs, 3, stride), nn.BatchNorm2d(outputs)
        self.conv2, self.bn2 = conv(outputs, 3, 1), nn.BatchNorm2d(outputs)
        changes = stride != 1 or inputs != outputs
        self.shortcut = nn.Sequential(conv(inputs, 1, stride), nn.BatchNorm2d(outputs)) if changes else nn.Identity()

    def forward(self, x):
        y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(y + self.shortcut(x))


def residual_cnn(image, design, outputs):
    now = design["channels"][0]
    layers = [nn.Unflatten(1, image), nn.Conv2d(image[0], now, 3, padding=1, bias=False), nn.BatchNorm2d(now), nn.ReLU()]
    for stage, channels in enumerate(design["channels"]):
        for block in range(design["blocks"]):
            layers.append(BasicBlock(now, channels, 2 if stage > 0 and block == 0 else 1))
            now = channels
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(now, outputs))


def cnn(spec, _, outputs):
    image, design = [spec["image"][name] for name in ("channels", "height", "width")], spec["design"]
    if design["kind"] == "article":
        return ArticleCnn(image, outputs)
    return (plain_cnn if design["kind"] == "plain" else residual_cnn)(image, design, outputs)


BUILDERS = {
    "cnn": cnn,
    "mlp": mlp,
    "rnn": lambda spec, _, outputs: Recurrent(spec, outputs),
    "lstm": lambda spec, _, outputs: Recurrent(spec, outputs),
    "transformer": lambda spec, _, outputs: (Transformer if spec["tokens"] is None else WordTransformer)(spec, outputs),
    "bert": lambda spec, _, outputs: Bert(spec, outputs),
}


def build(spec, inputs, outputs):
    return BUILDERS[spec["family"]](spec, inputs, outputs)

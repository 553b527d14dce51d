"""Eager PyTorch's side of the benchmark for generative models, on random rows: VAEs and GANs, dense and convolutional."""

import pathlib
import sys

import torch
import torch.nn.functional as F
from torch import nn

sys.path.append(str(pathlib.Path(__file__).parents[1] / "fixtures" / "make"))
from generative_classes import ConvolutionalGan, ConvolutionalVae  # noqa: E402


def stack(widths, between, last=None):
    layers = []
    for of, to in zip(widths, widths[1:]):
        layers += [nn.Linear(of, to), between()]
    return nn.Sequential(*layers[:-1], *([] if last is None else [last]))


class Case:
    def __init__(self, request):
        torch.manual_seed(0)
        self.spec, self.batch, inputs = request["model"], request["batch"], request["inputs"]
        self.latent = self.spec["latent"]
        self.features = torch.rand(self.batch * 50, inputs)
        adversarial, design = self.spec["family"] == "gan", self.spec["design"]
        if adversarial:
            self.features = self.features * 2 - 1
        if design["kind"] == "convolutional":
            self.prepare_convolutional(adversarial, design)
        else:
            self.prepare_dense(adversarial, inputs)

    def prepare_convolutional(self, adversarial, design):
        """The classes without the sigmoids at their ends: the losses take logits."""
        image = tuple(design["image"][name] for name in ("channels", "height", "width"))
        if adversarial:
            whole = ConvolutionalGan(image, self.latent, design["channels"])
            whole.discriminator.model = whole.discriminator.model[:-1]
            self.generator, self.discriminator = whole.generator, whole.discriminator
            self.optimizers = [torch.optim.Adam(net.parameters(), lr=1e-3) for net in (self.discriminator, self.generator)]
            return
        self.whole = ConvolutionalVae(image, design["channels"], self.latent)
        self.whole.decoder = self.whole.decoder[:-1]
        self.optimizers = [torch.optim.Adam(self.whole.parameters(), lr=1e-3)]

    def prepare_dense(self, adversarial, inputs):
        if adversarial:
            leaky = lambda: nn.LeakyReLU(self.spec["slope"])
            self.generator = stack([self.latent, *self.spec["design"]["generator"], inputs], leaky, nn.Tanh())
            self.discriminator = stack([inputs, *self.spec["design"]["discriminator"], 1], leaky)
            self.optimizers = [torch.optim.Adam(net.parameters(), lr=1e-3) for net in (self.discriminator, self.generator)]
            return
        design = self.spec["design"]
        encoder = [inputs, *design["encoder"]]
        self.encoder = nn.Sequential(stack(encoder, nn.ReLU), nn.ReLU())
        self.heads = nn.ModuleList(nn.Linear(encoder[-1], self.latent) for _ in range(2))
        self.decoder = stack([self.latent, *design["decoder"], inputs], nn.ReLU)
        parts = (self.encoder, self.heads, self.decoder)
        self.optimizers = [torch.optim.Adam([p for part in parts for p in part.parameters()], lr=1e-3)]

    def compile(self):
        for name in ("generator", "discriminator", "encoder", "decoder", "whole"):
            if hasattr(self, name):
                setattr(self, name, torch.compile(getattr(self, name)))

    def train(self, steps):
        order = torch.randperm(len(self.features))
        for step in range(steps):
            rows = self.features[order[step % 50 * self.batch :][: self.batch]]
            loss = self.gan_step(rows) if self.spec["family"] == "gan" else self.vae_step(rows)
        return loss.item()

    def update(self, optimizer, loss):
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    def vae_step(self, rows):
        logits, mean, log_variance = self.reconstructed(rows)
        reconstruction = F.binary_cross_entropy_with_logits(logits, rows, reduction="sum")
        divergence = -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).sum()
        return self.update(self.optimizers[0], (reconstruction + divergence) / len(rows))

    def reconstructed(self, rows):
        if self.spec["design"]["kind"] == "convolutional":
            return self.whole(rows, torch.randn(len(rows), self.latent))
        seen = self.encoder(rows)
        mean, log_variance = (head(seen) for head in self.heads)
        return self.decoder(mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)), mean, log_variance

    def gan_step(self, rows):
        towards = F.binary_cross_entropy_with_logits
        ones, zeros = torch.ones(len(rows), 1), torch.zeros(len(rows), 1)
        noise = lambda: torch.randn(len(rows), self.latent)
        with torch.no_grad():
            made = self.generator(noise())
        self.update(self.optimizers[0], towards(self.discriminator(rows), ones) + towards(self.discriminator(made), zeros))
        # The discriminator's own gradients are not wanted here.
        self.discriminator.requires_grad_(False)
        loss = self.update(self.optimizers[1], towards(self.discriminator(self.generator(noise())), ones))
        self.discriminator.requires_grad_(True)
        return loss

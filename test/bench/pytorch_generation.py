"""Eager PyTorch's side of the benchmark for generative models: the article's VAE and GAN, on random rows."""

import torch
import torch.nn.functional as F
from torch import nn


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
        if self.spec["family"] == "gan":
            self.features = self.features * 2 - 1
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
        for name in ("generator", "discriminator", "encoder", "decoder"):
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
        seen = self.encoder(rows)
        mean, log_variance = (head(seen) for head in self.heads)
        logits = self.decoder(mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean))
        reconstruction = F.binary_cross_entropy_with_logits(logits, rows, reduction="sum")
        divergence = -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).sum()
        return self.update(self.optimizers[0], (reconstruction + divergence) / len(rows))

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

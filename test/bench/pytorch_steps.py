"""Eager PyTorch's side of the benchmark: reads a case a line (JSON), trains, writes milliseconds a step (wall clock and processor) a line."""

import json
import sys
import time

import torch
import torch.nn.functional as F

import pytorch_generation
import pytorch_models


class Case:
    def __init__(self, request):
        torch.manual_seed(0)
        self.model = pytorch_models.build(request["model"], request["inputs"], request["classes"])
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-3)
        self.batch = request["batch"]
        self.features = torch.rand(self.batch * 50, request["inputs"]) * 2 - 1
        self.labels = torch.randint(0, request["classes"], (self.batch * 50,))

    def train(self, steps):
        order = torch.randperm(len(self.features))
        for step in range(steps):
            rows = order[step % 50 * self.batch :][: self.batch]
            self.optimizer.zero_grad()
            loss = F.cross_entropy(self.model(self.features[rows]), self.labels[rows])
            loss.backward()
            self.optimizer.step()
        return loss.item()


cases = {}
print(json.dumps({"torch": torch.__version__}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    key = (request["title"], request["batch"])
    torch.set_num_threads(request["threads"])
    if key not in cases:
        generates = request["model"]["family"] in ("vae", "gan")
        cases[key] = (pytorch_generation.Case if generates else Case)(request)
        cases[key].train(3)
    began, processor = time.perf_counter(), time.process_time()
    cases[key].train(request["steps"])
    elapsed, used = time.perf_counter() - began, time.process_time() - processor
    print(json.dumps({name: value * 1000 / request["steps"] for name, value in (("wall", elapsed), ("processor", used))}), flush=True)

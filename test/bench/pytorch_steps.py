"""Eager PyTorch's side of the benchmark: reads a case a line (JSON), trains, writes milliseconds a step (wall clock and processor) a line."""

import json
import os
import sys
import time

# Else torch.compile's first steps are those of an earlier run, kept on disk.
os.environ["TORCHINDUCTOR_FORCE_DISABLE_CACHES"] = "1"

import torch
import torch.nn.functional as F

import pytorch_generation
import pytorch_models


class Case:
    def __init__(self, request):
        torch.manual_seed(0)
        self.model = pytorch_models.build(request["model"], request["inputs"], request["classes"])
        self.batch = request["batch"]
        shape = (self.batch * 50, request["inputs"])
        tokens = request["model"].get("tokens")
        self.features = torch.randint(1, tokens["vocabulary"], shape) if tokens else torch.rand(shape) * 2 - 1
        trained = self.trained(request.get("frozen") or [])
        self.optimizer = torch.optim.Adam(trained, lr=1e-3)
        self.labels = torch.randint(0, request["classes"], (self.batch * 50,))

    def trained(self, frozen):
        """The parameters that are not under any of those names; the others are frozen."""
        for name, parameter in self.model.named_parameters():
            under = any(name.removeprefix("model.").startswith(f"{prefix}.") for prefix in frozen)
            parameter.requires_grad_(not under)
        return [parameter for parameter in self.model.parameters() if parameter.requires_grad]

    def compile(self):
        self.model = torch.compile(self.model)

    def train(self, steps):
        order = torch.randperm(len(self.features))
        for step in range(steps):
            rows = order[step % 50 * self.batch :][: self.batch]
            self.optimizer.zero_grad()
            loss = F.cross_entropy(self.model(self.features[rows]), self.labels[rows])
            loss.backward()
            self.optimizer.step()
        return loss.item()


def case_of(request):
    generates = request["model"]["family"] in ("vae", "gan")
    return (pytorch_generation.Case if generates else Case)(request)


def milliseconds(run, count):
    """Of one of `count` runs at once: by the clock, and of processor time."""
    began, processor = time.perf_counter(), time.process_time()
    run()
    elapsed, used = time.perf_counter() - began, time.process_time() - processor
    return {"wall": elapsed * 1000 / count, "processor": used * 1000 / count}


def product_speed():
    """Operations a second of a large product of matrices: the best of several."""
    a, b = torch.rand(1024, 1024), torch.rand(1024, 1024)
    a @ b
    return {"operations": 2 * 1024**3 / (min(milliseconds(lambda: a @ b, 1)["wall"] for _ in range(10)) / 1000)}


def prepared(request):
    """A case that has made its first steps, compiled by torch.compile where that is asked for."""
    case = case_of(request)
    if request.get("compiled"):
        case.compile()
    case.first = milliseconds(lambda: case.train(1), 1)["wall"]
    case.train(2)
    return case


def answer(request, cases):
    torch.set_num_threads(request["threads"])
    if request.get("products"):
        return product_speed()
    key = (request["title"], request["batch"], request.get("compiled", False), request["threads"])
    if key not in cases:
        # One case at a time, as it is and compiled.
        for other in [other for other in cases if other[:2] != key[:2] or other[3] != key[3]]:
            del cases[other]
        try:
            cases[key] = prepared(request)
        except Exception as error:
            if not request.get("compiled"):
                raise
            # A compiler may be missing, or refuse the model: the benchmark says so and goes on.
            print(f"torch.compile: {type(error).__name__}: {str(error)[:200]}", file=sys.stderr)
            cases[key] = None
    case = cases[key]
    if case is None:
        return {"unavailable": True}
    if request.get("prepares"):
        return {"first": case.first}
    return milliseconds(lambda: case.train(request["steps"]), request["steps"])


def main():
    cases = {}
    print(json.dumps({"torch": torch.__version__}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), cases)), flush=True)


if __name__ == "__main__":
    main()

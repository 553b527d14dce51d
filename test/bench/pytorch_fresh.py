"""Makes the first steps of one case (JSON on standard input) with eager PyTorch and says what they cost."""

import json
import resource
import sys
import time

import torch

import pytorch_steps

request = json.loads(sys.stdin.readline())
torch.set_num_threads(request["threads"])
began = time.perf_counter()
case = pytorch_steps.case_of(request)
case.train(1)
first = (time.perf_counter() - began) * 1000
case.train(min(10, 2 * request["steps"]))
unit = 1 if sys.platform == "darwin" else 1024
print(json.dumps({"first": first, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit}))

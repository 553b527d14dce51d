"""Runs an exported network on .npy inputs: prints its outputs as JSON. Arguments: the file, the folder of the inputs."""

import json
import pathlib
import sys

import numpy as np
import onnxruntime as ort

session = ort.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
feeds = {each.name: np.load(pathlib.Path(sys.argv[2]) / f"{each.name}.npy") for each in session.get_inputs()}
names = [each.name for each in session.get_outputs()]
print(json.dumps({name: value.ravel().tolist() for name, value in zip(names, session.run(names, feeds))}))

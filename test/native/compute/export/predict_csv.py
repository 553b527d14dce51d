"""Runs an exported model on a CSV file as anyone would: the csv module, onnxruntime, the file's own description.

python predict_csv.py model.onnx table.csv [delimiter]  writes {"outputs": {name: rows}} as JSON.
"""
import csv
import json
import sys

import numpy as np
import onnxruntime

session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
described = session.get_modelmeta().custom_metadata_map
columns = json.loads(described["modelwright.columns"])
missing = set(json.loads(described["modelwright.missing"]))
delimiter = sys.argv[3] if len(sys.argv) > 3 else ","

with open(sys.argv[2], newline="", encoding="utf-8-sig") as file:
    table = list(csv.DictReader(file, delimiter=delimiter))


def number(text):
    return float("nan") if text.strip() in missing else float(text)


feeds = {}
for column in columns:
    cells = [row[column["name"]] for row in table]
    if column["kind"] == "number":
        values = np.array([number(cell) for cell in cells], np.float32)
    else:
        values = np.array(cells, object)
    feeds[column["name"]] = values.reshape(-1, 1)

names = [output.name for output in session.get_outputs()]
results = session.run(names, feeds)
json.dump({"outputs": {name: result.tolist() for name, result in zip(names, results)}}, sys.stdout)

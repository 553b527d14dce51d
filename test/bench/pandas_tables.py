"""Makes the benchmark's CSV file and reads it with pandas: requests come as JSON lines on stdin, answers go to stdout."""

import json
import sys
import time

import numpy as np
import pandas

CATEGORIES = np.array(["north", "south", "east", "west", "苹果", "香蕉", "Müller, A.", "n/a"])


def make(path, rows):
    """Twenty columns: whole and broken numbers, dates, stamps, categories, identifiers, yes and no, texts, some missing."""
    random = np.random.default_rng(20240607)
    stamps = pandas.Timestamp("2020-01-01") + pandas.to_timedelta(random.integers(0, 10**8, rows), unit="s")
    columns = {"id": np.arange(rows)}
    for i in range(7):
        columns[f"measure {i}"] = np.round(random.normal(100, 15 + i, rows), i)
    for i in range(3):
        columns[f"count {i}"] = random.integers(0, 10 ** (i + 2), rows)
    columns["day"] = stamps.strftime("%Y-%m-%d")
    columns["stamp"] = stamps.strftime("%Y-%m-%d %H:%M:%S")
    for i in range(4):
        columns[f"category {i}"] = CATEGORIES[random.integers(0, 2 + 2 * i, rows)]
    columns["code"] = np.char.add("K", random.integers(0, 50_000, rows).astype(str))
    columns["flag"] = np.where(random.random(rows) < 0.3, "true", "false")
    columns["note"] = np.char.add("a note of some words, number ", random.integers(0, 10**6, rows).astype(str))
    frame = pandas.DataFrame(columns)
    for name in ["measure 3", "count 1", "category 2"]:
        frame.loc[random.random(rows) < 0.05, name] = None
    frame.to_csv(path, index=False)


print(json.dumps({"pandas": pandas.__version__}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    if "make" in request:
        make(request["make"], request["rows"])
        print(json.dumps({}), flush=True)
    else:
        began, processor = time.perf_counter(), time.process_time()
        shape = pandas.read_csv(request["read"]).shape
        seconds = time.perf_counter() - began
        print(json.dumps({"seconds": seconds, "processor": time.process_time() - processor, "rows": shape[0]}), flush=True)

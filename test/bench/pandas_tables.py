"""Makes the benchmark's CSV file, reads it with pandas and looks at it: requests come as JSON lines on stdin, answers go to stdout."""

import hashlib
import json
import os
import sys
import time

import numpy
import pandas

CATEGORIES = numpy.array(["north", "south", "east", "west", "苹果", "香蕉", "Müller, A.", "n/a"])


def make(path, rows):
    """Twenty columns: whole and broken numbers, dates, stamps, categories, identifiers, yes and no, texts, some missing."""
    random = numpy.random.default_rng(20240607)
    stamps = pandas.Timestamp("2020-01-01") + pandas.to_timedelta(random.integers(0, 10**8, rows), unit="s")
    columns = {"id": numpy.arange(rows)}
    for i in range(7):
        columns[f"measure {i}"] = numpy.round(random.normal(100, 15 + i, rows), i)
    for i in range(3):
        columns[f"count {i}"] = random.integers(0, 10 ** (i + 2), rows)
    columns["day"] = stamps.strftime("%Y-%m-%d")
    columns["stamp"] = stamps.strftime("%Y-%m-%d %H:%M:%S")
    for i in range(4):
        columns[f"category {i}"] = CATEGORIES[random.integers(0, 2 + 2 * i, rows)]
    columns["code"] = numpy.char.add("K", random.integers(0, 50_000, rows).astype(str))
    columns["flag"] = numpy.where(random.random(rows) < 0.3, "true", "false")
    columns["note"] = numpy.char.add("a note of some words, number ", random.integers(0, 10**6, rows).astype(str))
    frame = pandas.DataFrame(columns)
    for name in ["measure 3", "count 1", "category 2"]:
        frame.loc[random.random(rows) < 0.05, name] = None
    frame.to_csv(path, index=False)


def look(path, frame):
    """What an import of ours gives as well: values stored as Parquet, a hash of the file, and each column's summary."""
    with open(path, "rb") as file:
        hashlib.file_digest(file, "sha256")
    stored = f"{path}.parquet"
    frame.to_parquet(stored)
    os.remove(stored)
    frame.isna().sum(), frame.nunique(), frame.duplicated().sum()
    for name in frame:
        column = frame[name].dropna()
        if pandas.api.types.is_numeric_dtype(column):
            column.describe(), numpy.histogram(column, bins=20)
        else:
            column.value_counts().head(20), column.str.len().describe()


def timed(run):
    began, processor = time.perf_counter(), time.process_time()
    found = run()
    return found, {"seconds": time.perf_counter() - began, "processor": time.process_time() - processor}


print(json.dumps({"pandas": pandas.__version__}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    if "make" in request:
        make(request["make"], request["rows"])
        print(json.dumps({}), flush=True)
    else:
        path = request["read"]
        frame, read = timed(lambda: pandas.read_csv(path))
        _, summary = timed(lambda: look(path, frame))
        print(json.dumps({"read": read, "summary": summary}), flush=True)

"""The peer of pictures.ts: makes JPEG files of 256 x 256, and reads them with a DataLoader of two workers with Pillow.

Lines on standard input: {"make": folder, "count": n} or {"read": folder}; each is answered by a line of JSON.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.utils.data import DataLoader, Dataset

SEED = 1
SIDE = 64


class Pictures(Dataset):
    def __init__(self, folder):
        self.files = sorted(Path(folder).glob("*.jpg"))

    def __len__(self):
        return len(self.files)

    def __getitem__(self, index):
        with Image.open(self.files[index]) as picture:
            small = picture.convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS)
        return torch.from_numpy(np.asarray(small).copy()).permute(2, 0, 1)


def make(folder, count):
    random = np.random.default_rng(SEED)
    y, x = np.mgrid[0:256, 0:256]
    for index in range(count):
        a, b, c = random.uniform(5, 40, 3)
        waves = [127 + 90 * np.sin(x / a + k) * np.cos(y / b + k) + 20 * np.sin(x * y / (c * 300)) for k in range(3)]
        noisy = np.stack(waves, -1) + random.normal(0, 8, (256, 256, 3))
        Image.fromarray(noisy.clip(0, 255).astype(np.uint8)).save(f"{folder}/{index:06}.jpg", quality=85)


def read(folder):
    started = time.perf_counter()
    total = 0
    for batch in DataLoader(Pictures(folder), batch_size=64, num_workers=2):
        total += len(batch)
    return {"seconds": time.perf_counter() - started, "pictures": total}


def main():
    print(json.dumps({"torch": torch.__version__}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        if "make" in asked:
            make(asked["make"], asked["count"])
            print(json.dumps({}), flush=True)
        else:
            print(json.dumps(read(asked["read"])), flush=True)


if __name__ == "__main__":
    main()

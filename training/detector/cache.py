# SPDX-License-Identifier: Apache-2.0
"""Decoded pictures on disk, so that training reads them at memory speed.

A cache is a folder with pixels.u8 (RGB, one picture after the other, each also at a half, a quarter and an eighth)
and meta.npz: `rows` (height, width, set, group, first label, end of labels, an empty part x1 y1 x2 y2 or zeros,
then where each size begins, in pixels), `labels` (x1 y1 x2 y2 ignore), `names`.
"""
import argparse
import dataclasses
import json
import math
import multiprocessing
import pathlib
import tarfile

import cv2
import numpy as np

SIZES = 4                # full, half, quarter, eighth
EMPTY_CELLS = 24         # a picture is searched for its emptiest part on a grid of this many cells a side
EMPTY_MIN_SHARE = 0.12   # of the picture; smaller parts show too little to be mistaken
KEPT_BACK = 0.03         # share of the groups that is never trained on


class CacheWriter:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.pixels = open(self.folder / "pixels.tmp", "wb")
        self.rows, self.labels, self.names, self.at, self.count = [], [], [], 0, 0

    def add(self, sizes, labels, name, group):
        """sizes: as `all_sizes` gives; labels n x 5; `group`: pictures of one scene, which are kept back together."""
        if name not in self.names:
            self.names.append(name)
        labels = np.asarray(labels, np.float32).reshape(-1, 5)
        h, w = sizes[0].shape[:2]
        self.rows.append([h, w, self.names.index(name), group, self.count, self.count + len(labels),
                          *empty_part(labels, w, h), *self.write(sizes)])
        self.labels.append(labels)
        self.count += len(labels)

    def write(self, sizes):
        """Where each begins."""
        offsets = []
        for pixels in sizes:
            self.pixels.write(pixels.tobytes())
            offsets.append(self.at)
            self.at += pixels.shape[0] * pixels.shape[1]
        return offsets

    def close(self):
        if not self.rows:
            raise SystemExit(f"{self.folder}: no picture was found; check the folders given")
        self.pixels.close()
        np.savez(self.folder / "meta.npz", rows=np.array(self.rows, np.int64), labels=np.concatenate(self.labels),
                 names=np.array(self.names))
        (self.folder / "pixels.tmp").rename(self.folder / "pixels.u8")
        print(f"{self.folder}: {len(self.rows)} pictures, {self.count} labels")


def largest_rectangle(free):
    """x1, y1, x2, y2 in cells of the largest rectangle of true cells."""
    best, heights = (0, 0, 0, 0), np.zeros(free.shape[1], int)
    for y, row in enumerate(free):
        heights = np.where(row, heights + 1, 0)
        for x1 in range(len(heights)):
            lowest = heights[x1]
            for x2 in range(x1, len(heights)):
                lowest = min(lowest, heights[x2])
                if lowest == 0:
                    break
                if lowest * (x2 - x1 + 1) > (best[2] - best[0]) * (best[3] - best[1]):
                    best = (x1, y - lowest + 1, x2 + 1, y + 1)
    return best


def empty_part(labels, w, h):
    """The largest part of a picture that nobody touches, or zeros when it is small."""
    free = np.ones((EMPTY_CELLS, EMPTY_CELLS), bool)
    kx, ky = w / EMPTY_CELLS, h / EMPTY_CELLS
    for x1, y1, x2, y2 in labels[:, :4]:
        mx, my = 0.06 * (x2 - x1), 0.06 * (y2 - y1)
        free[max(0, int((y1 - my) / ky)):int((y2 + my) / ky) + 1,
             max(0, int((x1 - mx) / kx)):int((x2 + mx) / kx) + 1] = False
    x1, y1, x2, y2 = largest_rectangle(free)
    if (x2 - x1) * (y2 - y1) < EMPTY_MIN_SHARE * free.size:
        return [0, 0, 0, 0]
    return [int(np.ceil(x1 * kx)), int(np.ceil(y1 * ky)), int(x2 * kx), int(y2 * ky)]


def read_packed(data):
    """Of a folder with part-*.tar and labels.jsonl: bytes of each picture's file, and its row."""
    data = pathlib.Path(data)
    truth = {}
    for line in (data / "labels.jsonl").read_text().splitlines():
        row = json.loads(line)
        truth[row["image"]] = row
    for part in sorted(data.glob("part-*.tar")):
        with tarfile.open(part) as tar:
            for member in tar:
                if member.name in truth:
                    yield tar.extractfile(member).read(), truth[member.name]


def decoded(data):
    """BGR."""
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)


def all_sizes(packed):
    """RGB of a picture at full size, a half, a quarter, an eighth; and its row."""
    data, row = packed
    full = np.ascontiguousarray(decoded(data)[:, :, ::-1])
    sizes = [full]
    for size in range(1, SIZES):
        h, w = (max(1, s >> size) for s in full.shape[:2])
        sizes.append(cv2.resize(full, (w, h), interpolation=cv2.INTER_AREA))
    return sizes, row


@dataclasses.dataclass
class Source:
    """A rectangle of pixels: where it begins, pixels from one row to the next, its size."""
    offset: int
    stride: int
    w: int
    h: int


@dataclasses.dataclass
class Picture:
    """A picture, or a part of one, in all sizes; labels n x 5 in pixels of the full size."""
    w: int
    h: int
    labels: np.ndarray
    offsets: np.ndarray
    whole: tuple       # width and height of the whole picture
    corner: tuple      # of the part in it

    def level(self, scale):
        """The size to read from, to be drawn at `scale` of the full one without missing pixels."""
        size = min(max(int(math.floor(math.log2(1 / scale) + 0.4)), 0), SIZES - 1)
        stride, rows = (max(1, s >> size) for s in self.whole)
        x, y = min(self.corner[0] >> size, stride - 1), min(self.corner[1] >> size, rows - 1)
        return Source(int(self.offsets[size]) + y * stride + x, stride, min(max(1, self.w >> size), stride - x),
                      min(max(1, self.h >> size), rows - y))


class Cache:
    def __init__(self, folder):
        meta = np.load(pathlib.Path(folder) / "meta.npz")
        self.rows, self.labels, self.names = meta["rows"], meta["labels"], [str(n) for n in meta["names"]]
        self.pixels = np.memmap(pathlib.Path(folder) / "pixels.u8", np.uint8, "r").reshape(-1, 3)
        self.kept_back = (self.rows[:, 3] * 2654435761) % 1000 < KEPT_BACK * 1000

    def __len__(self):
        return len(self.rows)

    def name(self, i):
        return self.names[self.rows[i, 2]]

    def picture(self, i):
        h, w, _, _, first, end = self.rows[i, :6]
        return Picture(int(w), int(h), self.labels[first:end], self.rows[i, 10:], (int(w), int(h)), (0, 0))

    def empty(self, i):
        h, w = self.rows[i, :2]
        x1, y1, x2, y2 = (int(v) for v in self.rows[i, 6:10])
        return Picture(x2 - x1, y2 - y1, np.zeros((0, 5), np.float32), self.rows[i, 10:], (int(w), int(h)), (x1, y1))

    def get(self, i):
        """Pixels (RGB, H x W x 3) and labels."""
        h, w, _, _, first, end = self.rows[i, :6]
        at = self.rows[i, 10]
        return self.pixels[at:at + h * w].reshape(h, w, 3), self.labels[first:end]


class Draw:
    """Draws training pictures: a set by its share, then a scene, then one of its pictures."""

    def __init__(self, cache, sets):
        self.cache, pools = cache, {}
        for i in np.where(~cache.kept_back)[0]:
            pools.setdefault(cache.name(i), {}).setdefault(int(cache.rows[i, 3]), []).append(int(i))
        pools["empty"] = {int(i): [int(i)] for i in np.where(~cache.kept_back)[0] if cache.rows[i, 8]}
        self.names = [n for n in sets if pools.get(n)]
        self.pools = [list(pools[n].values()) for n in self.names]
        shares = np.array([sets[n]["share"] for n in self.names])
        self.shares = np.cumsum(shares / shares.sum())

    def __call__(self, rng):
        k = min(int(np.searchsorted(self.shares, rng.random())), len(self.shares) - 1)
        scene = self.pools[k][rng.integers(len(self.pools[k]))]
        i = scene[rng.integers(len(scene))]
        return self.cache.empty(i) if self.names[k] == "empty" else self.cache.picture(i)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Decode packed pictures once")
    parser.add_argument("data", nargs="+", help="folders with part-*.tar and labels.jsonl")
    parser.add_argument("folder", help="the cache")
    arguments = parser.parse_args()
    writer = CacheWriter(arguments.folder)
    cv2.setNumThreads(1)
    with multiprocessing.Pool() as pool:
        for folder in arguments.data:
            for sizes, row in pool.imap(all_sizes, read_packed(folder), chunksize=8):
                writer.add(sizes, [[*b, 0] for b in row["boxes"]] + [[*b, 1] for b in row["ignore"]], row["set"],
                           row["group"])
    writer.close()

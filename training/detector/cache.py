# SPDX-License-Identifier: Apache-2.0
"""Decoded pictures on disk, so that training reads them at memory speed.

A cache is a folder with images.u8 (BGR, one after the other) and meta.npz: `rows` (offset, height, width, set,
group, first label, end of labels, then an empty part x1 y1 x2 y2 or zeros), `labels` (x1 y1 x2 y2 ignore), `names`.
"""
import argparse
import json
import pathlib
import tarfile

import cv2
import numpy as np

EMPTY_CELLS = 24         # a picture is searched for its emptiest part on a grid of this many cells a side
EMPTY_MIN_SHARE = 0.12   # of the picture; smaller parts show too little to be mistaken
KEPT_BACK = 0.03         # share of the groups that is never trained on


class CacheWriter:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.pixels = open(self.folder / "images.tmp", "wb")
        self.rows, self.labels, self.names, self.at, self.count = [], [], [], 0, 0

    def add(self, image, labels, name, group):
        """image BGR; labels n x 5; `group`: pictures of one scene, which are kept back together."""
        if name not in self.names:
            self.names.append(name)
        labels = np.asarray(labels, np.float32).reshape(-1, 5)
        h, w = image.shape[:2]
        self.rows.append([self.at, h, w, self.names.index(name), group, self.count, self.count + len(labels),
                          *empty_part(labels, w, h)])
        self.labels.append(labels)
        self.count += len(labels)
        self.pixels.write(np.ascontiguousarray(image).tobytes())
        self.at += h * w * 3

    def close(self):
        if not self.rows:
            raise SystemExit(f"{self.folder}: no picture was found; check the folders given")
        self.pixels.close()
        np.savez(self.folder / "meta.npz", rows=np.array(self.rows, np.int64), labels=np.concatenate(self.labels),
                 names=np.array(self.names))
        (self.folder / "images.tmp").rename(self.folder / "images.u8")
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


def pack_photos(data, folder):
    """The packed pictures (part-*.tar) with labels.jsonl."""
    data = pathlib.Path(data)
    truth = {}
    for line in (data / "labels.jsonl").read_text().splitlines():
        row = json.loads(line)
        truth[row["image"]] = row
    writer = CacheWriter(folder)
    for part in sorted(data.glob("part-*.tar")):
        with tarfile.open(part) as tar:
            for member in tar:
                row = truth.get(member.name)
                if row is None:
                    continue
                image = cv2.imdecode(np.frombuffer(tar.extractfile(member).read(), np.uint8), cv2.IMREAD_COLOR)
                labels = [[*b, 0] for b in row["boxes"]] + [[*b, 1] for b in row["ignore"]]
                writer.add(image, labels, row["set"], row["group"])
    writer.close()


class Cache:
    """Several caches as one. `get` gives a picture and its labels, `empty` the part where nobody is."""

    def __init__(self, folders):
        self.parts, self.index = [], []
        for folder in folders:
            meta = np.load(pathlib.Path(folder) / "meta.npz")
            pixels = np.memmap(pathlib.Path(folder) / "images.u8", np.uint8, "r")
            self.parts.append((meta["rows"], meta["labels"], [str(n) for n in meta["names"]], pixels))
            self.index += [(len(self.parts) - 1, i) for i in range(len(meta["rows"]))]
        kept = [(int(self.row(i)[4]) * 2654435761) % 1000 < KEPT_BACK * 1000 for i in range(len(self.index))]
        self.kept_back = np.array(kept)

    def __len__(self):
        return len(self.index)

    def row(self, i):
        part, at = self.index[i]
        return self.parts[part][0][at]

    def name(self, i):
        return self.parts[self.index[i][0]][2][self.row(i)[3]]

    def get(self, i):
        part = self.parts[self.index[i][0]]
        offset, h, w, _, _, first, end = self.row(i)[:7]
        return part[3][offset:offset + h * w * 3].reshape(h, w, 3), part[1][first:end]

    def empty(self, i):
        image, _ = self.get(i)
        x1, y1, x2, y2 = self.row(i)[7:]
        return image[y1:y2, x1:x2], np.zeros((0, 5), np.float32)


class Draw:
    """Draws training pictures: a set by its share, then a scene, then one of its pictures."""

    def __init__(self, cache, sets):
        self.cache, pools = cache, {}
        for i in np.where(~cache.kept_back)[0]:
            pools.setdefault(cache.name(i), {}).setdefault(int(cache.row(i)[4]), []).append(int(i))
        pools["empty"] = {int(i): [int(i)] for i in np.where(~cache.kept_back)[0] if cache.row(i)[9]}
        self.names = [n for n in sets if pools.get(n)]
        self.pools = [list(pools[n].values()) for n in self.names]
        shares = np.array([sets[n]["share"] for n in self.names])
        self.shares = shares / shares.sum()

    def __call__(self, rng):
        k = rng.choice(len(self.shares), p=self.shares)
        scene = self.pools[k][rng.integers(len(self.pools[k]))]
        i = scene[rng.integers(len(scene))]
        return self.cache.empty(i) if self.names[k] == "empty" else self.cache.get(i)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Decode the packed pictures once")
    parser.add_argument("data", help="folder with part-*.tar and labels.jsonl")
    parser.add_argument("folder", help="the cache")
    arguments = parser.parse_args()
    pack_photos(arguments.data, arguments.folder)

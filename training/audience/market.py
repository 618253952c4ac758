# SPDX-License-Identifier: Apache-2.0
"""Labels of Market-1501 attributes for `sillage audience report`: file,person,presentation and groups. For measuring only.

    market.py market_attribute.mat market_50 > labels.csv

Nobody of that set is trained on.
"""
import pathlib
import struct
import sys
import zlib

import numpy as np

TYPES = {1: "i1", 2: "u1", 3: "<i2", 4: "<u2", 5: "<i4", 6: "<u4", 7: "<f4", 9: "<f8", 12: "<i8", 13: "<u8"}
CELL, STRUCT, CHAR, COMPRESSED = 1, 2, 4, 15
AGES = {1: "young", 2: "teenager", 3: "adult", 4: "old"}


def element(data, at):
    """Type, content and where the next one begins (MAT-File level 5)."""
    kind, size = struct.unpack_from("<II", data, at)
    if kind >> 16:
        return kind & 0xFFFF, data[at + 4:at + 4 + (kind >> 16)], at + 8
    end = at + 8 + size
    return kind, data[at + 8:end], end if kind == COMPRESSED else (end + 7) // 8 * 8


def matrix(data):
    _, flags, at = element(data, 0)
    kind = struct.unpack("<I", flags[:4])[0] & 0xFF
    _, sizes, at = element(data, at)
    _, _, at = element(data, at)  # the name
    count = int(np.prod(np.frombuffer(sizes, "<i4")))
    if kind == STRUCT:
        _, width, at = element(data, at)
        _, names, at = element(data, at)
        width = struct.unpack("<i", width[:4])[0]
        names = [names[i:i + width].split(b"\0")[0].decode() for i in range(0, len(names), width)]
        fields = {}
        for name in names:
            _, content, at = element(data, at)
            fields[name] = matrix(content)
        return fields
    if kind == CELL:
        cells = []
        for _ in range(count):
            _, content, at = element(data, at)
            cells.append(matrix(content))
        return cells
    store, content, _ = element(data, at)
    if kind == CHAR:
        return content.decode("utf-16le" if store in (4, 17) else "latin1")
    return np.frombuffer(content, TYPES[store])


def load(path):
    data = pathlib.Path(path).read_bytes()
    kind, content, _ = element(data, 128)
    if kind == COMPRESSED:
        _, content, _ = element(zlib.decompress(content), 0)
    return matrix(content)


def main():
    about = load(sys.argv[1])
    rows = {}
    for part in about.values():
        for i, person in enumerate(part["image_index"]):
            rows[person] = {k: int(part[k][i]) for k in ("gender", "age", "backpack", "clothes", "up")}
    print("file,person,presentation,age,backpack,lower")
    for path in sorted(pathlib.Path(sys.argv[2]).glob("*.jpg")):
        person = path.name[:4]
        row = rows[person]
        print(path.name, person, "masculine" if row["gender"] == 1 else "feminine", AGES[row["age"]],
              "yes" if row["backpack"] == 2 else "no", "trousers" if row["clothes"] == 2 else "dress", sep=",")


if __name__ == "__main__":
    main()

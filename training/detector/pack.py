# SPDX-License-Identifier: Apache-2.0
"""Packed pictures: part-*.tar and labels.jsonl, as cache.py reads them; and smaller copies of packs that have to travel."""
import argparse
import io
import json
import pathlib
import tarfile

import cv2

PART_BYTES = 47_000_000


class Writer:
    def __init__(self, folder, kind=".jpg", quality=90):
        self.folder, self.kind = pathlib.Path(folder), kind
        self.options = [cv2.IMWRITE_WEBP_QUALITY if kind == ".webp" else cv2.IMWRITE_JPEG_QUALITY, quality]
        self.folder.mkdir(parents=True, exist_ok=True)
        self.rows, self.part, self.parts = [], None, 0

    def add(self, image, boxes, ignore, name, group):
        """image BGR; boxes and ignore: lists of x1 y1 x2 y2."""
        if self.part is None or self.part.offset > PART_BYTES:
            self.next_part()
        data = cv2.imencode(self.kind, image, self.options)[1].tobytes()
        entry = tarfile.TarInfo(f"{name}-{len(self.rows):05d}{self.kind}")
        entry.size = len(data)
        self.part.addfile(entry, io.BytesIO(data))
        self.rows.append({"image": entry.name, "set": name, "group": group, "w": image.shape[1], "h": image.shape[0],
                          "boxes": boxes, "ignore": ignore})

    def next_part(self):
        if self.part:
            self.part.close()
        self.parts += 1
        self.part = tarfile.open(self.folder / f"part-{self.parts}.tar", "w")

    def close(self):
        if not self.rows:
            raise SystemExit(f"{self.folder}: no picture was found; check the folders given")
        self.part.close()
        (self.folder / "labels.jsonl").write_text("".join(json.dumps(r) + "\n" for r in self.rows))
        print(f"{self.folder}: {len(self.rows)} pictures in {self.parts} parts")


def main():
    import cache
    parser = argparse.ArgumentParser(description="A smaller copy, for a machine with a GPU that little can be sent to")
    parser.add_argument("data", nargs="+", help="packed folders")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--quality", type=int, default=75, help="of WebP")
    parser.add_argument("--every", nargs="*", default=[], metavar="SET=N", help="of a set whose pictures are alike")
    chosen = parser.parse_args()
    steps, seen = {k: int(v) for k, v in (e.split("=") for e in chosen.every)}, {}
    writer = Writer(chosen.folder, ".webp", chosen.quality)
    for data in chosen.data:
        for packed, row in cache.read_packed(data):
            seen[row["set"]] = seen.get(row["set"], -1) + 1
            if seen[row["set"]] % steps.get(row["set"], 1) == 0:
                writer.add(cache.decoded(packed), row["boxes"], row["ignore"], row["set"], row["group"])
    writer.close()


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""Crops of people with how they present, from three sources. A crop is the whole box; heads are cut off later.

Each is (BGR crop, feminine 1 or masculine 0, person, source): people of one name are never parted between training
and keeping back.
"""
import argparse
import csv
import json
import pathlib
import pickle
import tarfile

import cv2
import numpy as np

HERE = pathlib.Path(__file__).parent
LEAST_HEIGHT, LEAST_VISIBLE = 56, 0.75


def labels(name):
    for line in (HERE / name).read_text().splitlines():
        if not line.startswith("#"):
            yield line.split()


def cuhk01(folder):
    presents = {person: mark == "f" for mark, person in labels("cuhk01.txt")}
    for path in sorted(folder.glob("*.jpg")):
        if path.name[:4] in presents:
            yield cv2.imread(str(path)), int(presents[path.name[:4]]), "cuhk" + path.name[:4], "cuhk01"


def packed(folder):
    wanted = {}
    for mark, image, *box in labels("packed.txt"):
        wanted.setdefault(image, []).append((int(mark == "f"), [int(v) for v in box]))
    about = {row["image"]: row for row in map(json.loads, open(folder / "labels.jsonl"))}
    for part in sorted(folder.glob("part-*.tar")):
        with tarfile.open(part) as archive:
            for member in archive:
                name = member.name.removeprefix("./")
                if name not in wanted:
                    continue
                image = cv2.imdecode(np.frombuffer(archive.extractfile(member).read(), np.uint8), 1)
                for feminine, (x1, y1, x2, y2) in wanted[name]:
                    person = f"{about[name]['set']}-{about[name]['group']}"
                    yield image[y1:y2, x1:x2].copy(), feminine, person, about[name]["set"]


def rendered(clips, truths):
    """`clips`: folders PLAN-HOUR-SEED/CAMERA of training/detector/rendered.py; `truths`: PLAN/people.csv."""
    for folder in sorted(clips.glob("*/*/gt")):
        plan, hour = folder.parts[-3].split("-")[:2]
        if hour == "20":
            continue  # lamps off: clothes have no colour there
        rows = csv.DictReader(open(truths / plan / "people.csv"))
        presents = {int(r["person"]): r["presentation"] for r in rows}
        truth = {}
        for line in (folder / "gt.txt").read_text().splitlines():
            row = [float(v) for v in line.split(",")]
            truth.setdefault(int(row[0]), []).append(row)
        clip, number = cv2.VideoCapture(str(next(folder.parent.glob("*.mp4")))), 0
        while True:
            there, image = clip.read()
            if not there:
                break
            number += 1
            for row in truth.get(number, []):
                mark = presents.get(int(row[1]) - 1, "unknown")
                x1, y1, x2, y2 = (round(v) for v in (row[2], row[3], row[2] + row[4], row[3] + row[5]))
                inside = x1 >= 0 and y1 >= 0 and x2 <= image.shape[1] and y2 <= image.shape[0]
                if mark == "unknown" or row[8] < LEAST_VISIBLE or y2 - y1 < LEAST_HEIGHT or not inside:
                    continue
                yield (image[y1:y2, x1:x2].copy(), int(mark == "feminine"), f"{plan}-{int(row[1])}", "rendered")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=pathlib.Path, help="the folder of the pictures: appearance/cuhk01_200, train")
    parser.add_argument("clips", type=pathlib.Path, help="rendered clips")
    parser.add_argument("truths", type=pathlib.Path, help="PLAN/people.csv by `sillage sim run`, same seed")
    parser.add_argument("out", help="file of the crops; not for publication")
    chosen = parser.parse_args()
    people = [*cuhk01(chosen.data / "appearance/cuhk01_200"), *packed(chosen.data / "train"),
              *rendered(chosen.clips, chosen.truths)]
    pickle.dump(people, open(chosen.out, "wb"))
    for source in sorted({p[3] for p in people}):
        of = [p for p in people if p[3] == source]
        print(source, len(of), "crops,", len({p[2] for p in of}), "people,", sum(p[1] for p in of), "feminine")


if __name__ == "__main__":
    main()

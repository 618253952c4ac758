# SPDX-License-Identifier: Apache-2.0
"""Crops of people with how they present, and beside it what a teacher says of the whole crop, its head included.

Each is (BGR crop, feminine 1 or masculine 0 or None, person, source, what the teacher says or None). A crop is the
whole box; heads are cut off later. People of one name are never parted between training and keeping back.
"""
import argparse
import json
import pathlib
import pickle
import tarfile

import cv2
import numpy as np

import found
from onlooker import Teacher

HERE = pathlib.Path(__file__).parent
LEAST_HEIGHT, LEAST_SLENDER = 52, 1.4  # pixels; height over width
MOST_HIDDEN, LEAST_VISIBLE = 0.5, 0.3  # share of the box below another one; share of rendered people
STANDING = 1.54, 5.0                   # height over width of rendered people's boxes
MOST_OF_ONE = 8                        # crops of a rendered person by one camera


def labels(name):
    for line in (HERE / name).read_text().splitlines():
        if not line.startswith("#"):
            yield line.split()


def cuhk01(folder):
    presents = {person: mark == "f" for mark, person in labels("cuhk01.txt")}
    for path in sorted(folder.glob("*.jpg")):
        if path.name[:4] in presents:
            yield cv2.imread(str(path)), int(presents[path.name[:4]]), "cuhk" + path.name[:4], "cuhk01"


def hidden(box, boxes):
    """The largest share of it that another box covers."""
    x1, y1, x2, y2 = box
    most = 0.0
    for u1, v1, u2, v2 in boxes:
        if [u1, v1, u2, v2] != box:
            most = max(most, max(0, min(x2, u2) - max(x1, u1)) * max(0, min(y2, v2) - max(y1, v1)))
    return most / ((x2 - x1) * (y2 - y1))


def packed(folder):
    """People with a label of ours, and the others, of whom the teacher alone says something."""
    marks = {}
    for mark, image, *box in labels("packed.txt"):
        marks.setdefault(image, []).append((int(mark == "f"), [int(v) for v in box]))
    about = {row["image"]: row for row in map(json.loads, open(folder / "labels.jsonl"))}
    for part in sorted(folder.glob("part-*.tar")):
        with tarfile.open(part) as archive:
            for member in archive:
                name = member.name.removeprefix("./")
                row = about.get(name)
                if row is None:
                    continue
                image = cv2.imdecode(np.frombuffer(archive.extractfile(member).read(), np.uint8), 1)
                person = f"{row['set']}-{row['group']}"
                for box in row["boxes"]:
                    width, height = box[2] - box[0], box[3] - box[1]
                    if (height < LEAST_HEIGHT or height < LEAST_SLENDER * width
                            or hidden(box, row["boxes"]) >= MOST_HIDDEN):
                        continue
                    mark = next((m for m, b in marks.get(name, [])
                                 if max(abs(u - v) for u, v in zip(b, box)) < 2), None)
                    x1, y1, x2, y2 = (max(0, round(v)) for v in box)
                    yield image[y1:y2, x1:x2].copy(), mark, person, row["set"]


def pennfudan(folder):
    for number, (mark, name, *box) in enumerate(labels("pennfudan.txt")):
        x1, y1, x2, y2 = (int(v) for v in box)
        image = cv2.imread(str(next((folder / "images").glob(name + ".*"))))
        yield image[y1:y2, x1:x2].copy(), int(mark == "f"), f"pennfudan-{number}", "pennfudan"


def rendered(clips, truths, detector):
    """`clips`: folders PLAN-*-SEED/CAMERA of `sillage sim render`; `truths`: PLAN-SEED/people.csv of `sillage sim run`.
    By the detector's boxes, people behind furniture and others included: else what is hidden would speak for a class."""
    for folder in sorted(path.parent for path in clips.glob("*/*/gt")):
        parts, taken = folder.parts[-2].split("-"), {}
        plan = f"{parts[0]}-{parts[-1]}"
        for each in found.people(folder, truths / plan / "people.csv", detector):
            if (each.feminine is None or each.row[8] < LEAST_VISIBLE or not each.is_inside or not each.stands_whole()
                    or each.height < LEAST_HEIGHT or taken.get(each.number, 0) >= MOST_OF_ONE
                    or not STANDING[0] * each.width <= each.height <= STANDING[1] * each.width):
                continue
            taken[each.number] = taken.get(each.number, 0) + 1
            yield each.crop.copy(), each.feminine, f"{plan}-{each.number}", "rendered"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=pathlib.Path, help="appearance/cuhk01_200, train, detection/pennfudan")
    parser.add_argument("teacher", help="person_attributes_0230.onnx")
    parser.add_argument("detector", help="sillage-person-v1.onnx")
    parser.add_argument("clips", type=pathlib.Path, help="rendered clips")
    parser.add_argument("truths", type=pathlib.Path, help="PLAN-SEED/people.csv by `sillage sim run`")
    parser.add_argument("out", help="file of the crops; not for publication")
    parser.add_argument("--pennfudan", action="store_true", help="its people too, once nothing is left to choose")
    chosen = parser.parse_args()
    teacher = Teacher(chosen.teacher)
    real = [*cuhk01(chosen.data / "appearance/cuhk01_200"), *packed(chosen.data / "train")]
    people = [(*p, teacher(p[0])) for p in real]
    if chosen.pennfudan:
        people += [(*p, None) for p in pennfudan(chosen.data / "detection/pennfudan")]
    people += [(*p, None) for p in rendered(chosen.clips, chosen.truths, chosen.detector)]
    pickle.dump(people, open(chosen.out, "wb"))
    for source in sorted({p[3] for p in people}):
        of = [p for p in people if p[3] == source]
        known = [p for p in of if p[1] is not None]
        print(source, len(of), "crops;", len(known), "labelled, of", len({p[2] for p in known}), "names,",
              sum(p[1] for p in known), "feminine")


if __name__ == "__main__":
    main()

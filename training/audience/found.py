# SPDX-License-Identifier: Apache-2.0
"""Rendered people as the program finds them: by the detector's boxes, hidden and cut as it draws them; the truth of
`sillage sim render` and `sillage sim run` (same plan, seed and day) tells whose each is.
"""
import csv
import pathlib
import sys

import cv2
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "detector"))
import runtime  # noqa: E402
from scores import iou_matrix, letterbox, suppress  # noqa: E402

INPUT, LEAST_SCORE = (512, 288), 0.6
ALIKE, CLEARLY = 0.35, 2.0  # overlap with a person's true box, and how much more than with the next one's
LEAST_SHOWN, USUAL_STATURE = 0.8, 1.68  # of an adult's box, as the program asks; m


class Found:
    """One box around somebody: `box` as the detector draws it, `crop` (BGR) and `corners` in whole pixels of `size`
    (height, width), `others` the boxes beside it; `number` and `about` of the person, `row` of the truth."""

    def __init__(self, box, others, image, row, about):
        self.box, self.others, self.row, self.about = box, others, row, about
        self.number, self.size = int(row[1]) - 1, image.shape[:2]
        x1, y1, x2, y2 = (round(float(v)) for v in box)
        self.corners = max(0, x1), max(0, y1), min(self.size[1], x2), min(self.size[0], y2)
        self.is_inside = x1 >= -1 and y1 >= -1 and x2 <= self.size[1] + 1 and y2 <= self.size[0] + 1
        self.width, self.height = self.corners[2] - self.corners[0], self.corners[3] - self.corners[1]
        x1, y1, x2, y2 = self.corners
        self.crop = image[y1:y2, x1:x2]

    @property
    def feminine(self):
        """Nothing where the truth has no presentation: children."""
        return {"feminine": 1, "masculine": 0}.get(self.about.get("presentation"))

    def stands_whole(self):
        stature = float(self.about["stature_m"])
        return self.height >= LEAST_SHOWN * self.row[5] * USUAL_STATURE / stature


def boxes(session, image):
    small, scale = letterbox(image[:, :, ::-1], *INPUT)
    raw = np.asarray(session(small[None].astype(np.float32))[0]).reshape(-1, 5)
    found, _ = suppress(np.ascontiguousarray(raw[:, :4]), raw[:, 4], LEAST_SCORE)
    return found / scale


def owner(box, rows):
    """The row of whose box it is; nothing where that is not clear."""
    true = np.array([[r[2], r[3], r[2] + r[4], r[3] + r[5]] for r in rows], np.float32)
    overlap = iou_matrix(box[None].astype(np.float32), true)[0]
    best = overlap.argmax()
    if overlap[best] < ALIKE or np.sum(overlap * CLEARLY > overlap[best]) > 1:
        return None
    return rows[best]


def people(clip, truth, detector):
    """All that the detector finds in the film of the folder `clip`; `truth`: people.csv."""
    about = {int(row["person"]): row for row in csv.DictReader(open(truth))}
    rows = {}
    for line in (clip / "gt/gt.txt").read_text().splitlines():
        row = [float(v) for v in line.split(",")]
        rows.setdefault(int(row[0]), []).append(row)
    session, film, number = runtime.Session(detector), cv2.VideoCapture(str(next(clip.glob("*.mp4")))), 0
    while True:
        has_next, image = film.read()
        if not has_next:
            return
        number += 1
        there = rows.get(number, [])
        found = boxes(session, image) if there else ()
        for i, box in enumerate(found):
            row = owner(box, there)
            if row is not None:
                yield Found(box, np.delete(found, i, 0), image, row, about.get(int(row[1]) - 1, {}))

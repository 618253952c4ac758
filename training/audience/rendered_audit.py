# SPDX-License-Identifier: Apache-2.0
"""An audit of rendered people for `sillage audience report`: a camera's folder of `sillage sim render`, people.csv of
`sillage sim run` (same plan, seed and day: --start), and where pictures and labels.csv go. Groups: age, height, skin, clothes, camera
and light. Run it once per camera and light: rows are added, and who is seen in two of them counts in each.

    rendered_audit.py clips/door truth/people.csv audit models/sillage-person-v1.onnx --pitch 30 --fov 80 --light day

Boxes are the detector's, so that people are cut and hidden as they are for the program; who they are is told by the truth.
"""
import argparse
import csv
import math
import pathlib
import sys

import cv2
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "detector"))
import body  # noqa: E402
import runtime  # noqa: E402
from scores import iou_matrix, letterbox, suppress  # noqa: E402

LEAST_HEIGHT, MOST_OF_ONE = 56, 20
LEAST_SCORE = 0.6
LEAST_SHOWN, USUAL_STATURE = 0.8, 1.68  # of an adult's box, as the program asks; m
STEEPER = 0.22                          # more is masked from straight above
ALIKE, CLEARLY = 0.35, 2.0  # overlap with a person's true box, and how much more than with the next one's
INPUT = 512, 288


def found(session, image):
    small, scale = letterbox(image[:, :, ::-1], *INPUT)
    raw = np.asarray(session(small[None].astype(np.float32))[0]).reshape(-1, 5)
    boxes, scores = suppress(np.ascontiguousarray(raw[:, :4]), raw[:, 4], LEAST_SCORE)
    return boxes / scale


def owner(box, rows):
    """Whose box it is; nothing where that is not clear."""
    true = np.array([[r[2], r[3], r[2] + r[4], r[3] + r[5]] for r in rows], np.float32)
    overlap = iou_matrix(box[None].astype(np.float32), true)[0]
    best = overlap.argmax()
    if overlap[best] < ALIKE or np.sum(overlap * CLEARLY > overlap[best]) > 1:
        return None
    return int(rows[best][1]) - 1


def tilt_deg(foot_y, image, pitch, fov):
    height, width = image.shape[:2]
    focal = width / 2 / math.tan(math.radians(fov / 2))
    return max(0.0, min(90.0, pitch + math.degrees(math.atan((foot_y - height / 2) / focal))))


def chin(stature, tilt):
    """Below the upper edge of the box around somebody upright who stands there, as a share of it: heads are 0.25 m each
    way, feet and body reach 0.2 m towards the camera."""
    s, c = math.sin(math.radians(tilt)), math.cos(math.radians(tilt))
    return 0.25 / ((stature - 0.125) * c + 0.125 + 0.2 * s)


def mask(box, tilt):
    """How far down a box is masked, as in src/eye/describe/head_region.cc."""
    width, height = box[2] - box[0], box[3] - box[1]
    return max((body.SHARE + STEEPER * math.sin(math.radians(tilt)) ** 2) * height, body.WIDE * width)


def third(value, low, high, names):
    return names[0] if value < low else names[2] if value > high else names[1]


def light_of(colour):
    return sum(w * int(colour[i:i + 2], 16) for i, w in ((0, 0.3), (2, 0.59), (4, 0.11)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clip", type=pathlib.Path)
    parser.add_argument("people", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("detector", help="sillage-person-v1.onnx")
    parser.add_argument("--pitch", type=float, required=True, help="of the camera, degrees below level")
    parser.add_argument("--fov", type=float, required=True, help="of the camera, degrees across")
    parser.add_argument("--light", default="day")
    chosen = parser.parse_args()
    clip, people, out, light = chosen.clip, chosen.people, chosen.out, chosen.light
    about = {int(row["person"]): row for row in csv.DictReader(open(people))}
    truth, taken = {}, {}
    for line in (clip / "gt/gt.txt").read_text().splitlines():
        row = [float(v) for v in line.split(",")]
        truth.setdefault(int(row[0]), []).append(row)
    out.mkdir(parents=True, exist_ok=True)
    session = runtime.Session(chosen.detector)
    film, number = cv2.VideoCapture(str(next(clip.glob("*.mp4")))), 0
    lines, bare = [], 0
    while True:
        there, image = film.read()
        if not there:
            break
        number += 1
        rows = truth.get(number, [])
        for box in found(session, image) if rows else ():
            person = owner(box, rows)
            x1, y1, x2, y2 = (round(float(v)) for v in box)
            x1, y1, x2, y2 = max(0, x1), max(0, y1), min(image.shape[1], x2), min(image.shape[0], y2)
            who = about.get(person, {})
            if (who.get("presentation", "unknown") == "unknown" or y2 - y1 < LEAST_HEIGHT or x2 - x1 < 8
                    or who["role"] != "visitor" or taken.get(person, 0) >= MOST_OF_ONE):
                continue
            whole, stature = next(r for r in rows if int(r[1]) - 1 == person), float(who["stature_m"])
            if y2 - y1 < LEAST_SHOWN * whole[5] * USUAL_STATURE / stature:
                continue
            taken[person] = taken.get(person, 0) + 1
            view = f"{person}-{clip.name}-{light}"
            name = f"{view}_{taken[person]}.png"
            cv2.imwrite(str(out / name), image[y1:y2, x1:x2])
            tilt = tilt_deg(y2, image, chosen.pitch, chosen.fov)
            bare += box[1] + mask(box, tilt) < whole[3] + chin(stature, tilt) * whole[5]
            lines.append(",".join([name, view, who["presentation"], who["age_band"],
                                   third(stature, 1.64, 1.78, ("short", "middle", "tall")),
                                   third(light_of(who["skin"]), 100, 180, ("dark", "middle", "light")), who["wears"],
                                   clip.name, light, f"{tilt:.1f}"]))
    labels = out / "labels.csv"
    if not labels.exists():
        labels.write_text("file,person,presentation,age,height,skin,wears,camera,light,tilt_deg\n")
    with labels.open("a") as file:
        file.writelines(line + "\n" for line in lines)
    print(len(lines), "pictures of", len(taken), "people; the mask ends above the chin of", bare)


if __name__ == "__main__":
    main()

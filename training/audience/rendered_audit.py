# SPDX-License-Identifier: Apache-2.0
"""Pictures of rendered people for `sillage audience report`, to compare networks and groups by and to see where masks end; what a
store's answers are worth is told by recordings (rendered_labels.py). A camera's folder of `sillage sim render`, people.csv of
`sillage sim run` (same plan, seed and day: --start), and where pictures and labels.csv go. Groups: age, height, skin, clothes, camera
and light. Run it once per camera and light: rows are added, and who is seen in two of them counts in each.

    rendered_audit.py clips/door truth/people.csv audit models/sillage-person-v1.onnx --pitch 30 --fov 80 --light day

Boxes are the detector's, so that people are cut and hidden as they are for the program; who they are is told by the truth.
Other people's heads, and all of those who are nearer, are grey, and who is hidden too much is left out, as the program does.
"""
import argparse
import functools
import math
import pathlib

import cv2
import numpy as np

import body
import found
from groups import NAMES, groups_of
from network import GREY

LEAST_HEIGHT, MOST_OF_ONE = 56, 20
MOST_HIDDEN = 0.35  # of what is below the mask
STEEPER = 0.22      # more is masked from straight above


def tilt_deg(foot_y, size, pitch, fov):
    height, width = size
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


def shown(each, tilt, tilt_of):
    """The crop without other people's heads and without whoever is nearer, and how much of the body that takes."""
    left, top, _, bottom = each.corners
    crop, seen = each.crop.copy(), np.ones(each.crop.shape[:2], bool)
    for box in each.others:
        lower = box[3] if box[3] > each.box[3] else box[1] + mask(box, tilt_of(box[3]))
        x1, y1, x2, y2 = (max(0, round(float(v))) for v in (box[0] - left, box[1] - top, box[2] - left, lower - top))
        seen[y1:y2, x1:x2] = False
    crop[~seen] = GREY
    body_from = max(0, round(float(each.box[1] + mask(each.box, tilt) - top)))
    return crop, 1 - seen[body_from:].mean() if body_from < bottom - top else 1.0


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
    kept, seen, random = {}, {}, np.random.default_rng(0)
    for each in found.people(clip, people, chosen.detector):
        if (each.feminine is None or each.height < LEAST_HEIGHT or each.width < 8 or each.about["role"] != "visitor"
                or not each.stands_whole()):
            continue
        tilt_of = functools.partial(tilt_deg, size=each.size, pitch=chosen.pitch, fov=chosen.fov)
        tilt = tilt_of(each.corners[3])
        crop, hidden = shown(each, tilt, tilt_of)
        if hidden > MOST_HIDDEN:
            continue
        bare = each.box[1] + mask(each.box, tilt) < each.row[3] + chin(float(each.about["stature_m"]), tilt) * each.row[5]
        # Of whom there are many, some from all of their visit, not its beginning.
        of, number = kept.setdefault(each.number, []), seen.get(each.number, 0)
        seen[each.number] = number + 1
        place = number if number < MOST_OF_ONE else int(random.integers(number + 1))
        if place < MOST_OF_ONE:
            of[place:place + 1] = [(crop, tilt, bare, each.about)]
    out.mkdir(parents=True, exist_ok=True)
    lines = []
    for number, pictures in kept.items():
        for i, (crop, tilt, _, about) in enumerate(pictures, 1):
            view = f"{number}-{clip.name}-{light}"
            cv2.imwrite(str(out / f"{view}_{i}.png"), crop)
            lines.append(",".join([f"{view}_{i}.png", view, about["presentation"], *groups_of(about), clip.name, light,
                                   f"{tilt:.1f}"]))
    bare = sum(one[2] for pictures in kept.values() for one in pictures)
    labels = out / "labels.csv"
    if not labels.exists():
        labels.write_text(",".join(["file", "person", "presentation", *NAMES, "camera", "light", "tilt_deg"]) + "\n")
    with labels.open("a") as file:
        file.writelines(line + "\n" for line in lines)
    print(len(lines), "pictures of", len(kept), "people; the mask ends above the chin of", bare)


if __name__ == "__main__":
    main()

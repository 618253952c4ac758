# SPDX-License-Identifier: Apache-2.0
"""An audit of rendered people for `sillage audience report`: a camera's folder of `sillage sim render`, people.csv of
`sillage sim run` (same plan and seed), and where pictures and labels.csv go. Groups: age, height, skin, clothes.

    rendered_audit.py clips/door truth/people.csv audit
"""
import csv
import pathlib
import sys

import cv2

LEAST_HEIGHT, LEAST_VISIBLE, MOST_OF_ONE = 56, 0.65, 8


def third(value, low, high, names):
    return names[0] if value < low else names[2] if value > high else names[1]


def light_of(colour):
    return sum(w * int(colour[i:i + 2], 16) for i, w in ((0, 0.3), (2, 0.59), (4, 0.11)))


def main():
    clip, people, out = (pathlib.Path(p) for p in sys.argv[1:4])
    about = {int(row["person"]): row for row in csv.DictReader(open(people))}
    truth, taken = {}, {}
    for line in (clip / "gt/gt.txt").read_text().splitlines():
        row = [float(v) for v in line.split(",")]
        truth.setdefault(int(row[0]), []).append(row)
    out.mkdir(parents=True, exist_ok=True)
    film, number = cv2.VideoCapture(str(next(clip.glob("*.mp4")))), 0
    lines = ["file,person,presentation,age,height,skin,wears"]
    while True:
        there, image = film.read()
        if not there:
            break
        number += 1
        for row in truth.get(number, []):
            person = int(row[1]) - 1
            who = about[person]
            x1, y1, x2, y2 = (round(v) for v in (row[2], row[3], row[2] + row[4], row[3] + row[5]))
            inside = x1 >= 0 and y1 >= 0 and x2 <= image.shape[1] and y2 <= image.shape[0]
            if (who["presentation"] == "unknown" or row[8] < LEAST_VISIBLE or y2 - y1 < LEAST_HEIGHT or not inside
                    or taken.get(person, 0) >= MOST_OF_ONE):
                continue
            taken[person] = taken.get(person, 0) + 1
            name = f"{person}_{taken[person]}.png"
            cv2.imwrite(str(out / name), image[y1:y2, x1:x2])
            lines.append(",".join([name, str(person), who["presentation"], who["age_band"],
                                   third(float(who["stature_m"]), 1.64, 1.78, ("short", "middle", "tall")),
                                   third(light_of(who["skin"]), 100, 180, ("dark", "middle", "light")), who["wears"]]))
    (out / "labels.csv").write_text("\n".join(lines) + "\n")
    print(len(lines) - 1, "pictures of", len(taken), "people")


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""An audit of rendered people for `sillage audience report`: a camera's folder of `sillage sim render`, people.csv of
`sillage sim run` (same plan and seed), and where pictures and labels.csv go. Groups: age, height, skin, clothes, camera
and light. Run it once per camera and light: rows are added, and who is seen in two of them counts in each.

    rendered_audit.py clips/door truth/people.csv audit --light day
"""
import argparse
import csv
import pathlib

import cv2

LEAST_HEIGHT, LEAST_VISIBLE, MOST_OF_ONE = 56, 0.65, 8


def third(value, low, high, names):
    return names[0] if value < low else names[2] if value > high else names[1]


def light_of(colour):
    return sum(w * int(colour[i:i + 2], 16) for i, w in ((0, 0.3), (2, 0.59), (4, 0.11)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clip", type=pathlib.Path)
    parser.add_argument("people", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--light", default="day")
    chosen = parser.parse_args()
    clip, people, out, light = chosen.clip, chosen.people, chosen.out, chosen.light
    about = {int(row["person"]): row for row in csv.DictReader(open(people))}
    truth, taken = {}, {}
    for line in (clip / "gt/gt.txt").read_text().splitlines():
        row = [float(v) for v in line.split(",")]
        truth.setdefault(int(row[0]), []).append(row)
    out.mkdir(parents=True, exist_ok=True)
    film, number = cv2.VideoCapture(str(next(clip.glob("*.mp4")))), 0
    lines = []
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
            view = f"{person}-{clip.name}-{light}"
            name = f"{view}_{taken[person]}.png"
            cv2.imwrite(str(out / name), image[y1:y2, x1:x2])
            lines.append(",".join([name, view, who["presentation"], who["age_band"],
                                   third(float(who["stature_m"]), 1.64, 1.78, ("short", "middle", "tall")),
                                   third(light_of(who["skin"]), 100, 180, ("dark", "middle", "light")), who["wears"],
                                   clip.name, light]))
    labels = out / "labels.csv"
    if not labels.exists():
        labels.write_text("file,person,presentation,age,height,skin,wears,camera,light\n")
    with labels.open("a") as file:
        file.writelines(line + "\n" for line in lines)
    print(len(lines), "pictures of", len(taken), "people")


if __name__ == "__main__":
    main()

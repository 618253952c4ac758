# SPDX-License-Identifier: Apache-2.0
"""Labels of rendered people for `sillage audience report --recordings`: people.csv of `sillage sim run` (same plan, seed and day as
what was rendered: --start) to a row per adult visitor and passer-by who presents in a way that can be told.

    rendered_labels.py truth/people.csv > labels.csv
"""
import csv
import sys


def third(value, low, high, names):
    return names[0] if value < low else names[2] if value > high else names[1]


def light_of(colour):
    return sum(w * int(colour[i:i + 2], 16) for i, w in ((0, 0.3), (2, 0.59), (4, 0.11)))


def main():
    print("person,presentation,age,height,skin,wears")
    for row in csv.DictReader(open(sys.argv[1])):
        if row["presentation"] not in ("feminine", "masculine") or row["role"] not in ("visitor", "passer_by"):
            continue
        # gt.txt numbers people from 1.
        print(int(row["person"]) + 1, row["presentation"], row["age_band"],
              third(float(row["stature_m"]), 1.64, 1.78, ("short", "middle", "tall")),
              third(light_of(row["skin"]), 100, 180, ("dark", "middle", "light")), row["wears"], sep=",")


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""Labels of rendered people for `sillage audience report --recordings`: from people.csv of `sillage sim run` (same plan, seed and
day as what was rendered: --start) a row per visitor and passer-by who presents one way: no children, no staff.

    rendered_labels.py truth/people.csv > labels.csv
"""
import csv
import sys

from groups import NAMES, groups_of


def main():
    print("person", "presentation", *NAMES, sep=",")
    for about in csv.DictReader(open(sys.argv[1])):
        if about["presentation"] in ("feminine", "masculine") and about["role"] in ("visitor", "passer_by"):
            # gt.txt numbers people from 1.
            print(int(about["person"]) + 1, about["presentation"], *groups_of(about), sep=",")


if __name__ == "__main__":
    main()

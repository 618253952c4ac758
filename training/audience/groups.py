# SPDX-License-Identifier: Apache-2.0
"""The groups that an audit of rendered people compares, from their row in people.csv of `sillage sim run`."""

NAMES = ("age", "height", "skin", "wears")


def third(value, low, high, names):
    return names[0] if value < low else names[2] if value > high else names[1]


def light_of(colour):
    return sum(w * int(colour[i:i + 2], 16) for i, w in ((0, 0.3), (2, 0.59), (4, 0.11)))


def groups_of(about):
    return (about["age_band"], third(float(about["stature_m"]), 1.64, 1.78, ("short", "middle", "tall")),
            third(light_of(about["skin"]), 100, 180, ("dark", "middle", "light")), about["wears"])

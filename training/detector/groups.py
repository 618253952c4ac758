# SPDX-License-Identifier: Apache-2.0
"""Whom a detector finds: recall per view, light, height and lightness of clothes, on clips with exact truth.

    groups.py model.onnx CLIPS      CLIPS: clips/ of bench/detectors: light/camera/*.mp4 and gt/seen.txt
"""
import argparse
import pathlib

import cv2
import numpy as np

import runtime
import scores

HEIGHTS, LIGHTNESS = (0, 60, 90, 130, 1000), ("dark", "middle", "light")  # pixels; thirds of all people


def truth(path):
    """Of each frame: boxes of people to be judged, rows x1 y1 x2 y2."""
    frames = {}
    for line in path.read_text().splitlines():
        row = [float(v) for v in line.split(",")]
        if row[6]:
            frames.setdefault(int(row[0]), []).append([row[2], row[3], row[2] + row[4], row[3] + row[5]])
    return frames


def torso(grey, box):
    """Median brightness, 0..255, of the middle of the upper half."""
    x1, y1, x2, y2 = box
    w, h = x2 - x1, y2 - y1
    part = grey[max(0, int(y1 + 0.22 * h)):max(1, int(y1 + 0.45 * h)), max(0, int(x1 + 0.3 * w)):max(1, int(x1 + 0.7 * w))]
    return float(np.median(part)) if part.size else 128.0


def people(session, clip, least):
    """Rows found (0, 1), height, brightness."""
    rows, video, number = [], cv2.VideoCapture(str(clip)), 0
    frames = truth(clip.parent / "gt" / "seen.txt")
    while True:
        there, image = video.read()
        if not there:
            return rows
        number += 1
        boxes = np.array(frames.get(number, [])).reshape(-1, 4)
        x, scale = scores.letterbox(image[:, :, ::-1], 512, 288)
        out = session(x[None])[0][0]
        found, _ = scores.suppress(out[:, :4] / scale, out[:, 4], least)
        grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        free = np.ones(len(boxes), bool)
        for box in found:  # best first, each person once
            overlap = scores.iou_matrix(box[None].astype(float), boxes)[0] * free if len(boxes) else np.zeros(1)
            if len(boxes) and overlap.max() >= 0.5:
                free[overlap.argmax()] = False
        rows += [(int(not f), b[3] - b[1], torso(grey, b)) for f, b in zip(free, boxes)]


def line(title, rows):
    print(f"| {title} | {len(rows)} | {np.mean([r[0] for r in rows]):.2f} |" if len(rows) else f"| {title} | 0 | |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("clips", type=pathlib.Path)
    parser.add_argument("--threshold", type=float, default=0.73)
    chosen = parser.parse_args()
    session, everybody = runtime.Session(chosen.model), []
    print("| group | people | recall |\n|---|---|---|")
    for light in ("day", "night"):
        for clip in sorted((chosen.clips / light).glob("*/*.mp4")):
            rows = people(session, clip, chosen.threshold)
            line(f"{light}, {clip.parent.name}", rows)
            everybody += rows
    for low, high in zip(HEIGHTS, HEIGHTS[1:]):
        line(f"{low} to {high} px tall", [r for r in everybody if low <= r[1] < high])
    steps = np.quantile([r[2] for r in everybody], [1 / 3, 2 / 3])
    for i, name in enumerate(LIGHTNESS):
        line(f"{name} clothes", [r for r in everybody if np.searchsorted(steps, r[2]) == i])


if __name__ == "__main__":
    main()

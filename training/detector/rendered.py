# SPDX-License-Identifier: Apache-2.0
"""Films the training plans with `sillage sim render` and packs the pictures with their exact truth."""
import argparse
import pathlib
import subprocess
import tomllib

import cv2

import pack

PLANS = pathlib.Path(__file__).with_name("plans")
TIMES = ("2026-01-05T11:30:00+00:00", "2026-01-05T17:30:00+00:00")
NIGHT = "2026-01-05T20:01:00+00:00"  # just after closing: lamps off, infrared, the last people leave
PERSON, UNSURE = 0.35, 0.08          # visible share from which on it is a person; between, not learned from


def film(sillage, plan, camera, at, seconds, seed, out):
    """The folder of the clip; a clip that is there already is kept."""
    folder = out / f"{plan.name}-{at[11:13]}-{seed}"
    if not (folder / camera / "gt" / "gt.txt").exists():
        subprocess.run([sillage, "sim", "render", plan, "--camera", camera, "--from", at, "--seconds", str(seconds),
                        "--seed", str(seed), "--out", folder], check=True, stdout=subprocess.DEVNULL)
    return folder / camera


def truth(path, width, height):
    """Labels by frame number (from 1): the whole box, cut by the picture's border."""
    labels = {}
    for line in path.read_text().splitlines():
        row = [float(v) for v in line.split(",")]
        x1, y1, x2, y2 = row[2], row[3], row[2] + row[4], row[3] + row[5]
        cut = [max(0, x1), max(0, y1), min(width, x2), min(height, y2)]
        if cut[2] - cut[0] < 2 or cut[3] - cut[1] < 4 or row[8] < UNSURE:
            continue
        labels.setdefault(int(row[0]), []).append([*cut, 0 if row[8] >= PERSON else 1])
    return labels


def add(folder, group, writer):
    clip = cv2.VideoCapture(str(next(folder.glob("*.mp4"))))
    number, labels = 0, None
    while True:
        there, image = clip.read()
        if not there:
            return
        number += 1
        if labels is None:
            labels = truth(folder / "gt" / "gt.txt", image.shape[1], image.shape[0])
        rows = labels.get(number, [])
        writer.add(image, [r[:4] for r in rows if not r[4]], [r[:4] for r in rows if r[4]], "rendered", group)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sillage", help="the program")
    parser.add_argument("clips", type=pathlib.Path, help="folder of the clips; those there are not filmed again")
    parser.add_argument("folder", help="the packed pictures")
    parser.add_argument("--seconds", type=float, default=300, help="of each clip by day")
    parser.add_argument("--seed", type=int, default=11)
    chosen = parser.parse_args()
    writer, group = pack.Writer(chosen.folder), 1_000_000
    for plan in sorted(p.parent for p in PLANS.glob("*/plan.toml")):
        cameras = [c["id"] for c in tomllib.loads((plan / "plan.toml").read_text())["camera"]]
        for number, camera in enumerate(cameras):
            group += 1
            for at, seconds in ((TIMES[number % 2], chosen.seconds), (NIGHT, chosen.seconds / 3)):
                add(film(chosen.sillage, plan, camera, at, seconds, chosen.seed, chosen.clips), group, writer)
            print(f"{plan.name} {camera}: {len(writer.rows)} pictures so far", flush=True)
    writer.close()


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""How well networks tell the people of Penn-Fudan, whom no training saw, so that one can be chosen.

    choose.py detection/pennfudan A.pt B.pt --answers answers.jsonl     (the answers are those of the last one)

The pictures are shrunk to the size that people have before a shop's camera.
"""
import argparse
import json
import pathlib

import cv2
import numpy as np
import torch

import body
import network
from people import pennfudan

TALL = 110  # pixels
SURE = 0.7


def people(folder):
    for crop, feminine, _, _ in pennfudan(folder):
        if crop.shape[0] > TALL:
            crop = cv2.resize(crop, (round(crop.shape[1] * TALL / crop.shape[0]), TALL), interpolation=cv2.INTER_AREA)
        yield feminine, body.picture(body.below_head(crop, 0.305))


def area(wanted, said):
    """Under the curve of right against wrong answers."""
    rank = np.argsort(np.argsort(said))
    ones = wanted.sum()
    return (rank[wanted == 1].sum() - ones * (ones - 1) / 2) / ones / (len(wanted) - ones)


def balanced(wanted, said):
    return ((said[wanted == 1] > 0).mean() + (said[wanted == 0] < 0).mean()) / 2


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("weights", nargs="+")
    parser.add_argument("--answers", help="file for calibrate.py")
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    wanted, images = zip(*people(chosen.folder))
    wanted = np.array(wanted)
    for path in chosen.weights:
        net = network.Net()
        net.load_state_dict(torch.load(path, map_location="cpu"))
        net.eval()
        with torch.no_grad():
            said = np.array([net(torch.from_numpy(body.tensor([image]))).item() for image in images])
        middle = said - (np.median(said[wanted == 1]) + np.median(said[wanted == 0])) / 2
        sure = np.argsort(-abs(middle))[:int(SURE * len(said))]
        print(f"{path}: area {area(wanted, said):.3f}, balanced {balanced(wanted, middle):.3f}, "
              f"of the {SURE:.0%} surest {balanced(wanted[sure], middle[sure]):.3f}")
    if chosen.answers:
        with open(chosen.answers, "w") as file:
            for i, (feminine, value) in enumerate(zip(wanted, said)):
                file.write(json.dumps({"person": f"pennfudan-{i}", "source": "pennfudan", "feminine": int(feminine),
                                       "logit": float(value)}) + "\n")


if __name__ == "__main__":
    main()

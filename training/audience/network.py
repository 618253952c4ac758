# SPDX-License-Identifier: Apache-2.0
"""The network: the detector's first layers, then one number, the log-odds of a feminine presentation.

Input: RGB 0..255, N x 3 x 96 x 64, a body from below the head mask to the feet.
"""
import pathlib
import sys

import torch
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "detector"))
from model import INPUT_SCALE, WIDTHS, ConvNorm, stage  # noqa: E402  the detector's

WIDTH, HEIGHT = 64, 96
GREY = 114


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        c0, c1, c2, c3, c4 = WIDTHS
        self.scale = INPUT_SCALE
        self.stem = ConvNorm(3, c0, 3, 2)
        self.s4, self.s8 = stage(c0, c1, 0), stage(c1, c2, 1)
        self.s16, self.s32 = stage(c2, c3, 1), stage(c3, c4, 1)
        self.drop = nn.Dropout(0.4)
        self.out = nn.Linear(c3 * 6 + c4, 1)

    def begin_with(self, detector):
        """Takes the layers that it shares with the detector's weights."""
        kept = {k: v for k, v in detector.items() if k.split(".")[0] in ("stem", "s4", "s8", "s16", "s32")}
        missing, _ = self.load_state_dict(kept, strict=False)
        assert all(k.startswith("out") for k in missing), missing

    def forward(self, x):
        p16 = self.s16(self.s8(self.s4(self.stem(x * self.scale))))
        # Where on the body something is matters from top to bottom, little from side to side.
        rows = p16.mean(3).flatten(1)
        return self.out(self.drop(torch.cat([rows, self.s32(p16).mean((2, 3))], 1)))

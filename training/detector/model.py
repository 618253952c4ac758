# SPDX-License-Identifier: Apache-2.0
"""The network: a small one-class detector of plain 3x3 and 1x1 convolutions with ReLU.

At every point of three grids (strides 8, 16, 32) it gives one score logit and a box. No anchors.
"""
import math

import torch
import torch.nn.functional as F
from torch import nn

STRIDES = (8, 16, 32)
INPUT_SCALE = 1 / 64  # of RGB 0..255; a pure factor, so that it folds exactly into the first convolution
PRIOR_W, PRIOR_H = 2.5, 5.0  # size of a usual person in strides; keeps the regression near zero
WIDTHS = (16, 24, 48, 96, 144)
NECK = 56


class ConvNorm(nn.Sequential):
    """Convolution, batch norm and, unless `relu` is false, ReLU."""

    def __init__(self, inputs, outputs, kernel=3, stride=1, relu=True):
        layers = [nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
                  nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.03)]
        super().__init__(*layers, *([nn.ReLU(inplace=True)] if relu else []))


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.a = ConvNorm(channels, channels)
        self.b = ConvNorm(channels, channels, relu=False)

    def forward(self, x):
        return F.relu(x + self.b(self.a(x)), inplace=True)


def stage(inputs, outputs, blocks):
    return nn.Sequential(ConvNorm(inputs, outputs, 3, 2), *[Residual(outputs) for _ in range(blocks)])


class Net(nn.Module):
    """RGB 0..255, N x 3 x H x W with H and W multiples of 32, to N x points x (logit, dx, dy, log w, log h)."""

    def __init__(self):
        super().__init__()
        c0, c1, c2, c3, c4 = WIDTHS
        self.scale = INPUT_SCALE
        self.stem = ConvNorm(3, c0, 3, 2)
        self.s4, self.s8 = stage(c0, c1, 0), stage(c1, c2, 1)
        self.s16, self.s32 = stage(c2, c3, 1), stage(c3, c4, 1)
        self.l32, self.l16, self.l8 = ConvNorm(c4, NECK, 1), ConvNorm(c3, NECK, 1), ConvNorm(c2, NECK, 1)
        self.f16, self.f8 = ConvNorm(NECK, NECK), ConvNorm(NECK, NECK)
        self.d16, self.d32 = ConvNorm(NECK, NECK, 3, 2), ConvNorm(NECK, NECK, 3, 2)
        self.head = nn.ModuleList([ConvNorm(NECK, NECK) for _ in STRIDES])
        self.out = nn.ModuleList([nn.Conv2d(NECK, 5, 1) for _ in STRIDES])
        self.start()

    def start(self):
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
            if isinstance(module, Residual):
                nn.init.constant_(module.b[1].weight, 0.5)
        for out in self.out:
            nn.init.normal_(out.weight, std=0.01)
            out.bias.data[0] = -math.log(99.0)  # one point in a hundred is on a person

    def features(self, x):
        """What the heads see: three maps of NECK channels at strides 8, 16, 32."""
        if self.scale != 1:
            x = x * self.scale
        p8 = self.s8(self.s4(self.stem(x)))
        p16 = self.s16(p8)
        t32 = self.l32(self.s32(p16))
        t16 = self.f16(self.l16(p16) + F.interpolate(t32, scale_factor=2.0, mode="nearest"))
        t8 = self.f8(self.l8(p8) + F.interpolate(t16, scale_factor=2.0, mode="nearest"))
        t16 = t16 + self.d16(t8)
        return t8, t16, t32 + self.d32(t16)

    def maps(self, features):
        """What the last convolutions give: a map of 5 channels for each stride."""
        return [self.out[i](self.head[i](t)) for i, t in enumerate(features)]

    def heads(self, features):
        return torch.cat([m.flatten(2) for m in self.maps(features)], 2).transpose(1, 2)

    def forward(self, x):
        return self.heads(self.features(x))


def grid(height, width):
    """Points of the three grids as rows x, y, stride, in input pixels, in the order of the outputs."""
    points = []
    for s in STRIDES:
        y, x = torch.meshgrid(torch.arange(height // s), torch.arange(width // s), indexing="ij")
        points.append(torch.stack([(x + 0.5) * s, (y + 0.5) * s, torch.full_like(x, s, dtype=torch.float32)], -1))
    return torch.cat([p.reshape(-1, 3) for p in points]).float()


def decode(raw, points, clamp=True):
    """Boxes x1, y1, x2, y2 in input pixels of raw outputs at `points`."""
    stride = points[:, 2:3]
    centre = points[:, :2] + raw[..., 1:3] * stride
    log_size = raw[..., 3:5].clamp(-6.0, 4.0) if clamp else raw[..., 3:5]
    half = torch.exp(log_size) * (stride * raw.new_tensor([PRIOR_W / 2, PRIOR_H / 2]))
    return torch.cat([centre - half, centre + half], -1)

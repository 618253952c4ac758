# SPDX-License-Identifier: Apache-2.0
"""Draws training pictures from their recipes (augment.py), a batch at a time, on any device."""
import math

import torch
import torch.nn.functional as F

import augment

# Quantisation of JPEG at quality 50 (ITU-T T.81, tables K.1 and K.2).
LUMA_STEPS = ((16, 11, 10, 16, 24, 40, 51, 61), (12, 12, 14, 19, 26, 58, 60, 55), (14, 13, 16, 24, 40, 57, 69, 56),
              (14, 17, 22, 29, 51, 87, 80, 62), (18, 22, 37, 56, 68, 109, 103, 77), (24, 35, 55, 64, 81, 104, 113, 92),
              (49, 64, 78, 87, 103, 121, 120, 101), (72, 92, 95, 98, 112, 100, 103, 99))
CHROMA_STEPS = ((17, 18, 24, 47, 99, 99, 99, 99), (18, 21, 26, 66, 99, 99, 99, 99), (24, 26, 56, 99, 99, 99, 99, 99),
                (47, 66, 99, 99, 99, 99, 99, 99), *((99,) * 8,) * 4)
YCC = ((0.299, 0.587, 0.114), (-0.168736, -0.331264, 0.5), (0.5, -0.418688, -0.081312))


def gather(table, source, matrix, fill, meet, w, h):
    """B x 3 x h x w, 0..255, of one kind of sample: all with one tile, or all with four.

    table: pixels x 3 bytes; source: B x tiles x (offset, stride, w, h) in pixels; matrix: B x tiles x 6 from canvas
    to source; fill: B x tiles x 3; meet: B x 2, None with one tile.
    """
    count, tiles = source.shape[:2]
    x = torch.arange(w, device=table.device).view(1, 1, w) + 0.5
    y = torch.arange(h, device=table.device).view(1, h, 1) + 0.5
    if meet is None:
        def pick(values):
            return values[:, 0].view(count, 1, 1)
    else:
        tile = (x >= meet[:, 0].view(-1, 1, 1)).long() + 2 * (y >= meet[:, 1].view(-1, 1, 1)).long()
        tile += tiles * torch.arange(count, device=table.device).view(-1, 1, 1)

        def pick(values):
            return values.reshape(-1)[tile]
    m = [pick(matrix[..., i]) for i in range(6)]
    u, v = m[0] * x + m[1] * y + m[2] - 0.5, m[3] * x + m[4] * y + m[5] - 0.5
    offset, stride, sw, sh = [pick(source[..., i]) for i in range(4)]
    inside = (u > -0.5) & (u < sw - 0.5) & (v > -0.5) & (v < sh - 0.5)
    left, top = u.floor(), v.floor()
    fx, fy = u - left, v - top
    out = 0
    for dy in (0, 1):
        row = offset + (top.long() + dy).clamp(min=0).minimum(sh - 1) * stride
        for dx in (0, 1):
            at = row + (left.long() + dx).clamp(min=0).minimum(sw - 1)
            weight = (fx if dx else 1 - fx) * (fy if dy else 1 - fy)
            out = out + table[at.where(inside, at.new_zeros(()))].float() * weight[..., None]
    around = torch.stack([pick(fill[..., i]) for i in range(3)], -1).expand_as(out)
    return torch.where(inside[..., None], out, around).permute(0, 3, 1, 2)


def draw(table, batch, w, h):
    """Undisturbed pictures of a batch (loader.py), RGB, B x 3 x h x w."""
    source, matrix, fill, meet = [torch.from_numpy(batch[k]).to(table.device) for k in
                                  ("source", "matrix", "fill", "meet")]
    out = torch.empty(len(source), 3, h, w, device=table.device)
    whole = torch.from_numpy(batch["meet"][:, 0] >= w).to(table.device)
    for one, at in ((True, whole.nonzero()[:, 0]), (False, (~whole).nonzero()[:, 0])):
        if len(at):
            n = 1 if one else augment.TILES
            out[at] = gather(table, source[at, :n], matrix[at, :n], fill[at, :n], None if one else meet[at], w, h)
    return out


def cosines(device):
    k = torch.arange(8, device=device).float()
    basis = torch.cos((2 * k[None] + 1) * k[:, None] * math.pi / 16) / 2
    basis[0] /= math.sqrt(2)
    return basis


def quantise_blocks(plane, steps):
    """A plane through 8 x 8 cosine blocks. plane: B x H x W; steps: B x 8 x 8."""
    count, h, w = plane.shape
    basis = cosines(plane.device)
    blocks = plane.view(count, h // 8, 8, w // 8, 8).permute(0, 1, 3, 2, 4)
    step = steps[:, None, None]
    coded = ((basis @ blocks @ basis.T) / step).round() * step
    return (basis.T @ coded @ basis).permute(0, 1, 3, 2, 4).reshape(count, h, w)


def jpeg(x, quality):
    """What is left of pictures after JPEG with half the colour resolution. Sides are multiples of 16."""
    to = x.new_tensor(YCC)
    factor = torch.where(quality < 50, 50 / quality, 2 - quality / 50).view(-1, 1, 1)
    planes = torch.einsum("ij,bjhw->bihw", to, x)
    luma = quantise_blocks(planes[:, 0] - 128, (x.new_tensor(LUMA_STEPS) * factor).clamp(min=1)) + 128
    steps = (x.new_tensor(CHROMA_STEPS) * factor).clamp(min=1)
    small = F.avg_pool2d(planes[:, 1:], 2)
    chroma = torch.stack([quantise_blocks(small[:, i], steps) for i in (0, 1)], 1)
    chroma = F.interpolate(chroma, scale_factor=2.0, mode="nearest")
    return torch.einsum("ij,bjhw->bihw", torch.linalg.inv(to), torch.cat([luma[:, None], chroma], 1))


def some(x, chosen, change):
    """Changes the chosen pictures of a batch in place."""
    at = chosen.nonzero()[:, 0]
    if len(at):
        x[at] = change(x[at], at)


def coarser(x, factor):
    h, w = x.shape[2:]
    small = F.interpolate(x, size=(int(h * factor), int(w * factor)), mode="area")
    return F.interpolate(small, size=(h, w), mode="bilinear", align_corners=False)


def blurred(x, kernels):
    count, channels, h, w = x.shape
    weights = kernels.view(count, 1, augment.KERNEL, augment.KERNEL).repeat_interleave(channels, 0)
    margin = augment.KERNEL // 2
    padded = F.pad(x.reshape(1, -1, h, w), (margin,) * 4, mode="replicate")
    return F.conv2d(padded, weights, groups=count * channels).view(count, channels, h, w)


def noisy(x, sigma, grey, generator):
    grain = torch.randn(x.shape, generator=generator, device=x.device)
    grain = torch.where(grey.view(-1, 1, 1, 1) > 0, grain[:, :1], grain)
    return x + grain * sigma.view(-1, 1, 1, 1)


def degrade(x, camera, generator=None):
    """Pictures B x 3 x H x W (RGB, 0..255) as poor cameras give them. camera: rows of augment.camera."""
    row = torch.from_numpy(camera).to(x.device)
    kind, sigma, grey, quality, gamma, contrast, offset = row[:, :7].unbind(1)
    matrix, kernel = row[:, 7:16].view(-1, 3, 3), row[:, 16:]
    x = x.clone()
    for k, factor in enumerate(augment.COARSER):
        some(x, kind == k, lambda part, at: coarser(part, factor))
    scalar = (-1, 1, 1, 1)
    x = (x.clamp(0, 255) / 255) ** gamma.view(scalar)
    x = 255 * ((x - 0.5) * contrast.view(scalar) + 0.5 + offset.view(scalar)).clamp(0, 1)
    x = torch.einsum("bij,bjhw->bihw", matrix, x).clamp(0, 255)
    some(x, kernel.max(1).values < 0.99, lambda part, at: blurred(part, kernel[at]))
    some(x, sigma > 0, lambda part, at: noisy(part, sigma[at], grey[at], generator))
    some(x, quality > 0, lambda part, at: jpeg(part, quality[at]))
    return x.round().clamp(0, 255)

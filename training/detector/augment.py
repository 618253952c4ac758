# SPDX-License-Identifier: Apache-2.0
"""What a training picture will be: which source lies where, what its labels are, what a camera does to it.

Numbers only, so that processes can make them ahead of the trainer; pixels.py draws them, on any device.
Labels are rows x1 y1 x2 y2 ignore. A person cut by the border keeps a box of the part that shows.
"""
import math

import numpy as np

SMALLEST_FIT = 0.38      # a whole picture is shrunk to this share of the canvas at most
PERSON_HEIGHTS = (0.05, 1.1)  # of the canvas, drawn evenly in the logarithm
LEAST_SHOWN = 0.14       # share of a cut person from which on it counts; less is not learned from
LEAST_W, LEAST_H = 3, 8  # pixels
TILES = 4
KERNEL = 7               # pixels of a blur
COARSER = (0.35, 0.5, 0.65, 0.8)  # resolutions of poor cameras
LUMA = (0.299, 0.587, 0.114)


def cut(labels, areas, w, h):
    """Clips boxes to the canvas. `areas`: what they had before."""
    out = labels.copy()
    out[:, 0:4:2] = out[:, 0:4:2].clip(0, w)
    out[:, 1:4:2] = out[:, 1:4:2].clip(0, h)
    bw, bh = out[:, 2] - out[:, 0], out[:, 3] - out[:, 1]
    shown = bw * bh / (areas + 1e-6)
    out[(shown < LEAST_SHOWN) | (bw < LEAST_W) | (bh < LEAST_H), 4] = 1
    return out[(bw > 1) & (bh > 1) & (shown > 0.02)].astype(np.float32)


def moved(labels, matrix, w, h):
    """Labels of a picture that `matrix` puts on a canvas of w x h."""
    if not len(labels):
        return labels
    x1, y1, x2, y2 = labels[:, 0], labels[:, 1], labels[:, 2], labels[:, 3]
    cx, cy, hw, hh = (x1 + x2) / 2, (y1 + y2) / 2, (x2 - x1) / 2, (y2 - y1) / 2
    mx = matrix[0, 0] * cx + matrix[0, 1] * cy + matrix[0, 2]
    my = matrix[1, 0] * cx + matrix[1, 1] * cy + matrix[1, 2]
    # Half extents of a turned ellipse: tighter than the turned rectangle.
    nw = np.sqrt((matrix[0, 0] * hw) ** 2 + (matrix[0, 1] * hh) ** 2)
    nh = np.sqrt((matrix[1, 0] * hw) ** 2 + (matrix[1, 1] * hh) ** 2)
    return cut(np.stack([mx - nw, my - nh, mx + nw, my + nh, labels[:, 4]], 1), 4 * nw * nh, w, h)


def matrix_of(sx, sy, angle, source, target):
    """Scales, turns, and puts the point `source` on `target`."""
    c, s = math.cos(angle), math.sin(angle)
    m = np.array([[sx * c, -sy * s, 0], [sx * s, sy * c, 0]], np.float64)
    m[0, 2] = target[0] - m[0, 0] * source[0] - m[0, 1] * source[1]
    m[1, 2] = target[1] - m[1, 0] * source[0] - m[1, 1] * source[1]
    return m


def choose_view(size, labels, rng, w, h, cover):
    """Scale, and which point of the picture lies where on the canvas."""
    iw, ih = size
    fit, full = min(w / iw, h / ih), max(w / iw, h / ih)
    people = labels[labels[:, 4] == 0]
    if cover:
        return full * math.exp(rng.uniform(-0.35, 0.6)), None, None
    if len(people) and rng.random() < 0.6:
        p = people[rng.integers(len(people))]
        low, high = PERSON_HEIGHTS
        scale = h * math.exp(rng.uniform(math.log(low), math.log(high))) / max(p[3] - p[1], 4.0)
        scale = min(max(scale, fit * SMALLEST_FIT), max(full * 3.0, fit))
        return scale, ((p[0] + p[2]) / 2, (p[1] + p[3]) / 2), (rng.uniform(0.03, 0.97) * w, rng.uniform(0.03, 0.97) * h)
    if rng.random() < 0.3:  # as the eye does it: the whole picture, as large as it fits
        return fit, None, (iw * fit / 2, ih * fit / 2)
    return fit * math.exp(rng.uniform(-0.5, 0.8)), None, None


def view(size, labels, rng, w, h, cover):
    """Matrix from the picture to a canvas of w x h. cover: it is to fill the canvas."""
    iw, ih = size
    aspect = math.exp(rng.uniform(-0.22, 0.22) * (rng.random() < 0.7))
    scale, source, target = choose_view(size, labels, rng, w, h, cover)
    sx, sy = scale * math.sqrt(aspect), scale / math.sqrt(aspect)
    if source is None:
        source = (iw / 2, ih / 2)
        if target is None:
            mx, my = abs(iw * sx - w) / 2, abs(ih * sy - h) / 2
            target = (w / 2 + rng.uniform(-mx, mx), h / 2 + rng.uniform(-my, my))
    else:  # keep the canvas covered where the picture is large enough
        limits = [(w - (iw - source[0]) * sx, source[0] * sx), (h - (ih - source[1]) * sy, source[1] * sy)]
        target = tuple(min(max(t, min(lim)), max(lim)) for t, lim in zip(target, limits))
    angle = math.radians(rng.uniform(-8, 8)) if rng.random() < 0.2 else 0.0
    return matrix_of(sx, sy, angle, source, target)


def place(picture, rng, w, h, cover):
    """One picture on a canvas: Source to read, matrix from canvas to it, grey or colour around it, labels."""
    labels = picture.labels
    matrix = view((picture.w, picture.h), labels, rng, w, h, cover)
    if rng.random() < 0.5:  # mirrored
        labels = labels.copy()
        labels[:, [0, 2]] = picture.w - labels[:, [2, 0]]
        mirror = np.array([[-1.0, 0, picture.w], [0, 1, 0], [0, 0, 1]])
    else:
        mirror = np.eye(3)
    level = picture.level(math.sqrt(abs(np.linalg.det(matrix[:, :2]))))
    shrunk = np.diag([level.w / picture.w, level.h / picture.h, 1.0])
    back = shrunk @ mirror @ np.linalg.inv(np.vstack([matrix, [0, 0, 1]]))
    fill = (114, 114, 114) if rng.random() < 0.6 else rng.integers(0, 255, 3)
    return level, back[:2].ravel(), fill, moved(labels, matrix, w, h)


def sample(draw, rng, w, h, mosaic):
    """Sources (tiles x offset, stride, w, h), matrices (tiles x 6), fills (tiles x 3), where four tiles meet, labels.

    With probability `mosaic` there are four tiles; else one that fills the canvas.
    """
    if rng.random() >= mosaic:
        level, back, fill, labels = place(draw(rng), rng, w, h, False)
        return [level] * TILES, [back] * TILES, [fill] * TILES, (w, h), labels
    mx, my = int(w * rng.uniform(0.3, 0.7)), int(h * rng.uniform(0.3, 0.7))
    sources, matrices, fills, rows = [], [], [], []
    for x1, y1, x2, y2 in ((0, 0, mx, my), (mx, 0, w, my), (0, my, mx, h), (mx, my, w, h)):
        level, back, fill, labels = place(draw(rng), rng, x2 - x1, y2 - y1, True)
        back[2] -= back[0] * x1 + back[1] * y1
        back[5] -= back[3] * x1 + back[4] * y1
        sources.append(level)
        matrices.append(back)
        fills.append(fill)
        rows.append(labels + np.array([x1, y1, x1, y1, 0], np.float32))
    return sources, matrices, fills, (mx, my), np.concatenate(rows)


def tone(rng):
    """Gamma, contrast and offset, often dim."""
    if rng.random() >= 0.75:
        return 1.0, 1.0, 0.0
    return math.exp(rng.uniform(-0.5, 0.6)), rng.uniform(0.6, 1.3), rng.uniform(-0.2, 0.15)


def colours(rng):
    """3 x 3 matrix of colours: a cast, less or more colour, none as by infrared, channels exchanged."""
    matrix = np.diag(rng.uniform(0.8, 1.2, 3)) if rng.random() < 0.4 else np.eye(3)
    r, grey = rng.random(), np.tile(LUMA, (3, 1))
    if r < 0.18:
        return grey @ matrix
    if r < 0.55:
        k = rng.uniform(0.3, 1.5)
        matrix = (k * np.eye(3) + (1 - k) * grey) @ matrix
        if rng.random() < 0.12:
            matrix = matrix[rng.permutation(3)]
    return matrix


def blur(rng):
    """KERNEL x KERNEL weights: out of focus, or moved."""
    kernel, middle = np.zeros((KERNEL, KERNEL)), KERNEL // 2
    if rng.random() >= 0.12:
        kernel[middle, middle] = 1
    elif rng.random() < 0.5:
        x = np.arange(KERNEL) - middle
        line = np.exp(-x * x / (2 * rng.uniform(0.5, 1.6) ** 2))
        kernel = np.outer(line, line)
    elif rng.random() < 0.7:
        n = int(rng.integers(1, middle + 1))
        kernel[middle, middle - n:middle + n + 1] = 1
    else:
        n = int(rng.integers(1, middle + 1))
        kernel[range(middle - n, middle + n + 1), range(middle - n, middle + n + 1)] = 1
    return kernel / kernel.sum()


def camera(rng):
    """What cheap cameras and their cables do, as one row: see pixels.degrade."""
    coarser = rng.integers(len(COARSER)) if rng.random() < 0.12 else -1
    noise = rng.uniform(3, 16) if rng.random() < 0.15 else 0.0
    quality = rng.uniform(18, 70) if rng.random() < 0.2 else 0.0
    return np.concatenate([[coarser, noise, rng.random() < 0.5, quality], tone(rng), colours(rng).ravel(),
                           blur(rng).ravel()]).astype(np.float32)

# SPDX-License-Identifier: Apache-2.0
"""Training pictures as cameras would see them: placed, scaled, cut, dimmed, blurred, compressed.

Labels are rows x1 y1 x2 y2 ignore. A person cut by the border keeps a box of the part that shows.
"""
import math

import cv2
import numpy as np

SMALLEST_FIT = 0.38      # a whole picture is shrunk to this share of the canvas at most
PERSON_HEIGHTS = (0.05, 1.1)  # of the canvas, drawn evenly in the logarithm
LEAST_SHOWN = 0.14       # share of a cut person from which on it counts; less is not learned from
LEAST_W, LEAST_H = 3, 8  # pixels


def cut(labels, areas, w, h):
    """Clips boxes to the canvas. `areas`: what they had before."""
    out = labels.copy()
    out[:, 0:4:2] = out[:, 0:4:2].clip(0, w)
    out[:, 1:4:2] = out[:, 1:4:2].clip(0, h)
    bw, bh = out[:, 2] - out[:, 0], out[:, 3] - out[:, 1]
    shown = bw * bh / (areas + 1e-6)
    out[(shown < LEAST_SHOWN) | (bw < LEAST_W) | (bh < LEAST_H), 4] = 1
    return out[(bw > 1) & (bh > 1) & (shown > 0.02)].astype(np.float32)


def warp(image, labels, matrix, w, h, fill):
    out = cv2.warpAffine(image, matrix, (w, h), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT,
                         borderValue=fill)
    if not len(labels):
        return out, labels
    x1, y1, x2, y2 = labels[:, 0], labels[:, 1], labels[:, 2], labels[:, 3]
    cx, cy, hw, hh = (x1 + x2) / 2, (y1 + y2) / 2, (x2 - x1) / 2, (y2 - y1) / 2
    mx = matrix[0, 0] * cx + matrix[0, 1] * cy + matrix[0, 2]
    my = matrix[1, 0] * cx + matrix[1, 1] * cy + matrix[1, 2]
    # Half extents of a turned ellipse: tighter than the turned rectangle.
    nw = np.sqrt((matrix[0, 0] * hw) ** 2 + (matrix[0, 1] * hh) ** 2)
    nh = np.sqrt((matrix[1, 0] * hw) ** 2 + (matrix[1, 1] * hh) ** 2)
    moved = np.stack([mx - nw, my - nh, mx + nw, my + nh, labels[:, 4]], 1)
    return out, cut(moved, 4 * nw * nh, w, h)


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


def place(picture, rng, w, h, cover):
    """One picture on a canvas of w x h. cover: it is to fill the canvas."""
    image, labels = picture
    ih, iw = image.shape[:2]
    if rng.random() < 0.5:
        image, labels = image[:, ::-1], labels.copy()
        labels[:, [0, 2]] = iw - labels[:, [2, 0]]
    aspect = math.exp(rng.uniform(-0.22, 0.22) * (rng.random() < 0.7))
    scale, source, target = choose_view((iw, ih), labels, rng, w, h, cover)
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
    fill = (114, 114, 114) if rng.random() < 0.6 else tuple(int(v) for v in rng.integers(0, 255, 3))
    if scale < 0.6:  # warpAffine does not average: shrink before
        k = max(scale / 0.75, 0.08)
        image = cv2.resize(image, (max(1, int(iw * k)), max(1, int(ih * k))), interpolation=cv2.INTER_AREA)
        kx, ky = image.shape[1] / iw, image.shape[0] / ih
        labels = labels * np.array([kx, ky, kx, ky, 1], np.float32)
        sx, sy, source = sx / kx, sy / ky, (source[0] * kx, source[1] * ky)
    return warp(np.ascontiguousarray(image), labels, matrix_of(sx, sy, angle, source, target), w, h, fill)


def tone(image, rng):
    """Brightness, contrast and gamma, often dim, sometimes with a colour cast."""
    x = np.arange(256) / 255.0
    x = x ** math.exp(rng.uniform(-0.5, 0.6))
    x = (x - 0.5) * rng.uniform(0.6, 1.3) + 0.5 + rng.uniform(-0.2, 0.15)
    gains = rng.uniform(0.8, 1.2, 3) if rng.random() < 0.5 else np.ones(3)
    return cv2.LUT(image, (255 * x[:, None] * gains).clip(0, 255).astype(np.uint8)[None])


def colours(image, rng):
    r = rng.random()
    if r >= 0.55:
        return image
    grey = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    if r < 0.18:  # infrared, or an old camera
        return grey
    k = rng.uniform(0.3, 1.5)
    image = cv2.addWeighted(image, k, grey, 1 - k, 0)
    return np.ascontiguousarray(image[:, :, rng.permutation(3)]) if rng.random() < 0.12 else image


def blur(image, rng):
    if rng.random() < 0.5:
        return cv2.GaussianBlur(image, (0, 0), rng.uniform(0.5, 1.6))
    n = int(rng.integers(3, 8))
    kernel = np.zeros((n, n), np.float32)
    if rng.random() < 0.7:
        kernel[n // 2] = 1 / n
    else:
        kernel[np.arange(n), np.arange(n)] = 1 / n
    return cv2.filter2D(image, -1, kernel)


def noise(image, rng):
    grain = rng.standard_normal((128, 128, 1 if rng.random() < 0.5 else 3)).astype(np.float32)
    h, w = image.shape[:2]
    grain = np.tile(grain, (h // 128 + 1, w // 128 + 1, 1))[:h, :w] * rng.uniform(3, 16)
    return np.clip(image.astype(np.float32) + grain, 0, 255).astype(np.uint8)


def degrade(image, rng):
    """What cheap cameras and their cables do."""
    h, w = image.shape[:2]
    if rng.random() < 0.12:
        k = rng.uniform(0.35, 0.8)
        small = cv2.resize(image, (int(w * k), int(h * k)), interpolation=cv2.INTER_AREA)
        image = cv2.resize(small, (w, h))
    if rng.random() < 0.75:
        image = tone(image, rng)
    image = colours(image, rng)
    if rng.random() < 0.12:
        image = blur(image, rng)
    if rng.random() < 0.15:
        image = noise(image, rng)
    if rng.random() < 0.2:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(18, 70))]
        image = cv2.imdecode(cv2.imencode(".jpg", image, quality)[1], 1)
    return image


def sample(draw, rng, w, h, mosaic):
    """One training picture of w x h and its labels; with probability `mosaic` of four pictures."""
    if rng.random() >= mosaic:
        image, labels = place(draw(rng), rng, w, h, False)
        return degrade(image, rng), labels
    mx, my = int(w * rng.uniform(0.3, 0.7)), int(h * rng.uniform(0.3, 0.7))
    image, rows = np.empty((h, w, 3), np.uint8), []
    for x1, y1, x2, y2 in ((0, 0, mx, my), (mx, 0, w, my), (0, my, mx, h), (mx, my, w, h)):
        tile, labels = place(draw(rng), rng, x2 - x1, y2 - y1, True)
        image[y1:y2, x1:x2] = tile
        rows.append(labels + np.array([x1, y1, x1, y1, 0], np.float32))
    return degrade(image, rng), np.concatenate(rows)

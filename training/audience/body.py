# SPDX-License-Identifier: Apache-2.0
"""What the network is shown of a crop: everything below the head mask, as src/eye/describe/body_picture does it."""
import math

import cv2
import numpy as np

from network import GREY, HEIGHT, WIDTH

SHARE, WIDE = 0.28, 0.6  # of height and of width, as in src/eye/describe/head_region.cc


def below_head(crop, share=SHARE):
    height, width = crop.shape[:2]
    return crop[min(height - 1, math.ceil(max(share * height, WIDE * width))):]


def picture(body):
    """N x 3 x 96 x 64, RGB."""
    small = body.shape[0] < HEIGHT or body.shape[1] < WIDTH
    return cv2.resize(body, (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR if small else cv2.INTER_AREA)[:, :, ::-1]


def jitter_box(crop, random):
    """As a detector's box would be off: cut or widened (by repeating the border) up to a tenth."""
    height, width = crop.shape[:2]
    top, bottom = (round(v * height) for v in random.uniform(-0.05, 0.06, 2))
    left, right = (round(v * width) for v in random.uniform(-0.12, 0.12, 2))
    padded = cv2.copyMakeBorder(crop, max(0, top), max(0, bottom), max(0, left), max(0, right), cv2.BORDER_REPLICATE)
    h, w = padded.shape[:2]
    return padded[max(0, -top):h - max(0, -bottom), max(0, -left):w - max(0, -right)]


def spoil(image, random):
    """Size, light, colour, blur, noise and compression of other cameras."""
    if random.random() < 0.6:
        scale = random.uniform(0.35, 1.0) * 110 / image.shape[0]
        if scale < 1:
            image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    if random.random() < 0.3:
        image = cv2.GaussianBlur(image, (0, 0), random.uniform(0.4, 1.2))
    image = picture(image).astype(np.float32)
    gain = random.uniform(0.6, 1.5) * random.uniform(0.88, 1.12, 3)
    image = 255 * np.clip(image / 255 * gain, 0, 1) ** random.uniform(0.75, 1.35)
    if random.random() < 0.15:
        image[:] = image.mean(2, keepdims=True)
    if random.random() < 0.2:
        image = image[:, :, random.permutation(3)]
    if random.random() < 0.4:
        image = image + random.normal(0, random.uniform(2, 10), image.shape)
    image = np.clip(image, 0, 255).astype(np.uint8)
    if random.random() < 0.3:
        coded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(25, 75))])[1]
        image = cv2.imdecode(coded, 1)
    return image


def hide(image, random):
    """Somebody's head or a shelf in front."""
    if random.random() < 0.3:
        h, w = (int(v) for v in (random.uniform(0.1, 0.4) * HEIGHT, random.uniform(0.2, 0.7) * WIDTH))
        y, x = int(random.integers(0, HEIGHT - h)), int(random.integers(-w // 2, WIDTH - w // 2))
        image[y:y + h, max(0, x):x + w] = GREY if random.random() < 0.7 else random.integers(0, 256, 3)
    return image


def trained_on(crop, random):
    image = below_head(jitter_box(crop, random), random.uniform(SHARE, 0.42))
    if random.random() < 0.5:
        image = image[:, ::-1]
    return hide(spoil(np.ascontiguousarray(image), random), random)


def tensor(images):
    return np.stack(images).transpose(0, 3, 1, 2).astype(np.float32)

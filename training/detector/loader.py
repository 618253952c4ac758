# SPDX-License-Identifier: Apache-2.0
"""Batches from two processes that draw, augment and ask the teacher, into memory they share with the trainer."""
import multiprocessing

import cv2
import numpy as np

import augment
import cache
import model
import sets
import teacher

_worker = {}


def map_sizes(w, h):
    return [(teacher.CHANNELS, h // s, w // s) for s in model.STRIDES]


def _start(folders, teacher_path, pixels, maps, seed, counter):
    cv2.setNumThreads(1)
    with counter.get_lock():
        counter.value += 1
        number = counter.value
    _worker.update(draw=cache.Draw(cache.Cache(folders), sets.load()), pixels=pixels, maps=maps,
                   rng=np.random.default_rng([seed, number]),
                   teacher=teacher.Teacher(teacher_path) if teacher_path else None)


def _make(job):
    """Fills place `i` of the batch; returns the labels."""
    i, w, h, mosaic = job
    image, labels = augment.sample(_worker["draw"], _worker["rng"], w, h, mosaic)
    size = 3 * w * h
    place = np.frombuffer(_worker["pixels"], np.uint8, size, i * size).reshape(3, h, w)
    place[:] = image[:, :, ::-1].transpose(2, 0, 1)
    if _worker["teacher"]:
        flat = np.concatenate([m.ravel() for m in _worker["teacher"](image)]).astype(np.float16)
        np.frombuffer(_worker["maps"], np.float16, flat.size, i * flat.nbytes)[:] = flat
    return labels


class Loader:
    """`batch` gives pictures (B x 3 x H x W bytes, RGB), labels, and the teacher's maps (or None)."""

    def __init__(self, folders, teacher_path, batch, largest, seed, workers=2):
        w, h = largest
        points = sum(int(np.prod(s)) for s in map_sizes(w, h))
        self.size, self.workers, self.taught = batch, workers, bool(teacher_path)
        self.pixels = multiprocessing.RawArray("B", batch * 3 * w * h)
        self.maps = multiprocessing.RawArray("B", batch * points * 2 if teacher_path else 1)
        self.pool = multiprocessing.Pool(workers, _start, (folders, teacher_path, self.pixels, self.maps, seed,
                                                           multiprocessing.Value("i", 0)))

    def batch(self, w, h, mosaic):
        jobs = [(i, w, h, mosaic) for i in range(self.size)]
        labels = self.pool.map(_make, jobs, chunksize=-(-self.size // self.workers))
        pixels = np.frombuffer(self.pixels, np.uint8, self.size * 3 * w * h).reshape(self.size, 3, h, w)
        return pixels.copy(), labels, self._maps(w, h) if self.taught else None

    def _maps(self, w, h):
        shapes = map_sizes(w, h)
        ends = np.cumsum([int(np.prod(s)) for s in shapes])
        flat = np.frombuffer(self.maps, np.float16, self.size * ends[-1]).reshape(self.size, ends[-1])
        parts = np.split(flat, ends[:-1], axis=1)
        return [p.reshape(self.size, *s).astype(np.float32) for p, s in zip(parts, shapes)]

    def close(self):
        self.pool.terminate()

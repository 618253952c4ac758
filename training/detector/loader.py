# SPDX-License-Identifier: Apache-2.0
"""Recipes of training batches, made ahead by processes of their own."""
import collections
import multiprocessing

import numpy as np

import augment
import cache
import sets

_worker = {}


def _start(folders):
    _worker["draw"] = cache.Draw(cache.Cache(folders), sets.load())


def recipes(draw, rng, count, w, h, mosaic):
    """A batch as arrays: see pixels.draw and pixels.degrade; `labels` is a list of n x 5."""
    samples = [augment.sample(draw, rng, w, h, mosaic) for _ in range(count)]
    return {"source": np.array([[(s.offset, s.stride, s.w, s.h) for s in tiles] for tiles, *_ in samples], np.int64),
            "matrix": np.array([s[1] for s in samples], np.float32),
            "fill": np.array([s[2] for s in samples], np.float32),
            "meet": np.array([s[3] for s in samples], np.int64),
            "labels": [s[4] for s in samples],
            "camera": np.array([augment.camera(rng) for _ in range(count)])}


def _make(job):
    seed, count, w, h, mosaic = job
    return (w, h), recipes(_worker["draw"], np.random.default_rng(seed), count, w, h, mosaic)


class Loader:
    """`next(plan)` gives (w, h) and recipes of the batch asked for `depth` calls ago; plan: w, h, mosaic."""

    def __init__(self, folders, batch, seed, workers):
        self.batch, self.seed, self.made, self.depth = batch, seed, 0, 2 * workers
        self.pool = multiprocessing.get_context("fork").Pool(workers, _start, (folders,))
        self.ahead = collections.deque()

    def next(self, w, h, mosaic):
        while len(self.ahead) < self.depth:
            self.made += 1
            job = ([self.seed, self.made], self.batch, w, h, mosaic)
            self.ahead.append(self.pool.apply_async(_make, (job,)))
        return self.ahead.popleft().get(timeout=600)

    def close(self):
        self.pool.terminate()
        self.pool.join()

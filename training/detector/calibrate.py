# SPDX-License-Identifier: Apache-2.0
"""Scores that mean something: of the boxes with score 0.7, about 70 % are people, on pictures kept back.

Two numbers (Platt, 1999), factor and offset of the logit, which fold exactly into the last convolutions.
"""
import numpy as np

import scores

STEPS, RIDGE = 30, 1e-3
LOWEST, FACTORS = 0.05, (0.3, 3.0)
PRECISION = 0.95  # of the boxes above the threshold that ships


def platt(logits, hits):
    """Factor and offset that make sigmoid(factor * logit + offset) the share of hits."""
    x = np.stack([logits, np.ones_like(logits)], 1)
    beta = np.array([1.0, 0.0])
    for _ in range(STEPS):  # Newton's method
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (p - hits) + RIDGE * (beta - [1, 0])
        hessian = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(2)
        beta = beta - np.linalg.solve(hessian, gradient)
    return float(beta[0].clip(*FACTORS)), float(beta[1])


def shipped_threshold(rows):
    """The lowest score from which on PRECISION of the boxes are people."""
    rows = sorted(rows, key=lambda r: -r[0])
    right = np.cumsum([r[1] for r in rows]) / np.arange(1, len(rows) + 1)
    return rows[int(np.where(right >= PRECISION)[0].max())][0]


def calibrate(net, cache, w, h):
    """Folds the calibration into the network."""
    rows, people = [], 0
    for boxes, score, labels in scores.look(net, cache, np.where(cache.kept_back)[0], w, h):
        of_picture, n = scores.hits(boxes, score, labels)
        rows, people = rows + of_picture, people + n
    values = np.array(rows)
    chosen = values[values[:, 0] > LOWEST]
    logits = np.log(chosen[:, 0] / (1 - chosen[:, 0]).clip(1e-6))
    factor, offset = platt(logits, chosen[:, 1])
    for out in net.out:
        out.weight.data[0] *= factor
        out.bias.data[0] = factor * out.bias.data[0] + offset
    _, f1, best = scores.average_precision(rows, people)

    def folded(score):
        return 1 / (1 + np.exp(-(factor * np.log(score / (1 - score)) + offset)))
    print(f"calibrated on {len(chosen)} boxes: logit times {factor:.3f} plus {offset:.3f}; best F1 {f1:.3f} at "
          f"score {folded(best):.2f}; {PRECISION:.0%} right from {folded(shipped_threshold(rows)):.2f} on")

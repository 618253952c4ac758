# SPDX-License-Identifier: Apache-2.0
"""What the network is told: who is where (assignment), how sure to be (score), how tight (box).

Assignment after SimOTA (Ge et al., YOLOX, arXiv 2107.08430); score loss after VarifocalNet (Zhang et al.,
arXiv 2008.13367); GIoU (Rezatofighi et al., arXiv 1902.09630); features after PKD (Cao et al., arXiv 2207.02039).
"""
import numpy as np
import torch
import torch.nn.functional as F

from model import decode

RADIUS = 2.5  # strides; points further from the middle of a person never stand for them
TOP = 10      # boxes whose overlaps decide how many points a person gets
BOX_COST = 3.0
BACKGROUND_WEIGHT = 0.75


def iou_matrix(a, b):
    w = np.minimum(a[:, None, 2], b[None, :, 2]) - np.maximum(a[:, None, 0], b[None, :, 0])
    h = np.minimum(a[:, None, 3], b[None, :, 3]) - np.maximum(a[:, None, 1], b[None, :, 1])
    inner = np.clip(w, 0, None) * np.clip(h, 0, None)
    area_a = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
    area_b = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    return inner / (area_a[:, None] + area_b[None] - inner + 1e-9)


def near_points(people, points):
    """people x points: may this point stand for this person?"""
    stride = points[:, 2]
    cx, cy = (people[:, 0] + people[:, 2]) / 2, (people[:, 1] + people[:, 3]) / 2
    near = np.abs(points[None, :, 0] - cx[:, None]) < RADIUS * stride
    near &= np.abs(points[None, :, 1] - cy[:, None]) < RADIUS * stride
    slack = 0.5 * stride
    for axis in (0, 1):
        near &= points[None, :, axis] > people[:, axis:axis + 1] - slack
        near &= points[None, :, axis] < people[:, axis + 2:axis + 3] + slack
    return near


def assign(logits, boxes, people, points):
    """One picture: indices of points, of the people that they stand for, and their IoU now."""
    near = near_points(people, points)
    candidates = np.where(near.any(0))[0]
    if not len(candidates):
        return candidates, candidates, np.zeros(0, np.float32)
    iou = iou_matrix(people, boxes[candidates])
    allowed = near[:, candidates]
    unsure = np.log1p(np.exp(-logits[candidates].clip(-30, 30)))
    cost = np.where(allowed, unsure[None] - BOX_COST * np.log(iou + 1e-6), 1e6)
    wanted = np.sort(np.where(allowed, iou, 0), 1)[:, -TOP:].sum(1).astype(int).clip(1, None)
    order = np.argsort(cost, 1)
    match = np.zeros(cost.shape, bool)
    for j in range(len(people)):
        match[j, order[j, :min(wanted[j], int(allowed[j].sum()))]] = True
    contested = match.sum(0) > 1
    if contested.any():
        best = np.where(match[:, contested], cost[:, contested], 1e9).argmin(0)
        match[:, contested] = False
        match[best, np.where(contested)[0]] = True
    person, candidate = np.where(match)
    return candidates[candidate], person, iou[person, candidate]


def targets(logits, boxes, labels, points):
    """Of a batch: score targets, points not to learn from, flat indices of positives and their true boxes."""
    score = np.zeros(logits.shape, np.float32)
    ignored = np.zeros(logits.shape, bool)
    positive, truth = [], []
    for b, rows in enumerate(labels):
        people, unsure = rows[rows[:, 4] == 0, :4], rows[rows[:, 4] == 1, :4]
        for x1, y1, x2, y2 in unsure:
            ignored[b] |= (points[:, 0] > x1) & (points[:, 0] < x2) & (points[:, 1] > y1) & (points[:, 1] < y2)
        if len(people):
            at, person, iou = assign(logits[b], boxes[b], people, points)
            score[b, at] = iou.clip(0.1, 1)
            ignored[b, at] = False
            positive.append(at + b * len(points))
            truth.append(people[person])
    return score, ignored, positive, truth


def giou(a, b):
    w = (torch.minimum(a[:, 2], b[:, 2]) - torch.maximum(a[:, 0], b[:, 0])).clamp(min=0)
    h = (torch.minimum(a[:, 3], b[:, 3]) - torch.maximum(a[:, 1], b[:, 1])).clamp(min=0)
    inner = w * h
    union = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1]) + (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1]) - inner + 1e-6
    hull = (torch.maximum(a[:, 2], b[:, 2]) - torch.minimum(a[:, 0], b[:, 0])) * \
           (torch.maximum(a[:, 3], b[:, 3]) - torch.minimum(a[:, 1], b[:, 1])) + 1e-6
    return inner / union - (hull - union) / hull


def detection_loss(raw, labels, points, points_np):
    """raw: B,N,5; labels: list of n,5 arrays, last column 1 = not to learn from. Score loss, box loss."""
    boxes = decode(raw, points)
    logit = raw[..., 0]
    score, ignored, positive, truth = targets(logit.detach().cpu().numpy(), boxes.detach().cpu().numpy(), labels,
                                              points_np)
    target = torch.from_numpy(score).to(raw.device)
    prob = torch.sigmoid(logit.detach())
    weight = torch.where(target > 0, target, BACKGROUND_WEIGHT * prob * prob)
    weight[torch.from_numpy(ignored).to(raw.device)] = 0
    norm = max(float(score.sum()), 1.0)
    score_loss = (F.binary_cross_entropy_with_logits(logit, target, reduction="none") * weight).sum() / norm
    if not positive:
        return score_loss, logit.sum() * 0
    at = torch.from_numpy(np.concatenate(positive)).to(raw.device)
    true_boxes = torch.from_numpy(np.concatenate(truth)).float().to(raw.device)
    box_loss = ((1 - giou(boxes.reshape(-1, 4)[at], true_boxes)) * target.reshape(-1)[at]).sum() / norm
    return score_loss, box_loss


def standard(x):
    """Each channel with mean 0 and deviation 1 over batch and places."""
    x = x - x.mean((0, 2, 3), keepdim=True)
    return x / (x.pow(2).mean((0, 2, 3), keepdim=True).sqrt() + 1e-4)


def feature_loss(ours, teachers):
    """1 minus the mean correlation of channels, over the three maps."""
    parts = [0.5 * (standard(a) - standard(b)).pow(2).mean() for a, b in zip(ours, teachers)]
    return sum(parts) / len(parts)

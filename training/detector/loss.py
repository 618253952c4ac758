# SPDX-License-Identifier: Apache-2.0
"""What the network is told: who is where (assignment), how sure to be (score), how tight (box).

Assignment after SimOTA (Ge et al., YOLOX, arXiv 2107.08430); score loss after VarifocalNet (Zhang et al.,
arXiv 2008.13367); GIoU (Rezatofighi et al., arXiv 1902.09630); features after PKD (Cao et al., arXiv 2207.02039).
"""
import torch
import torch.nn.functional as F

from model import decode

RADIUS = 2.5  # strides; points further from the middle of a person never stand for them
TOP = 10      # boxes whose overlaps decide how many points a person gets, and most points that it gets
BOX_COST = 3.0
BACKGROUND_WEIGHT = 0.75
NEVER = 1e6   # a cost


def iou(a, b):
    """Of boxes ... x 4, elementwise with broadcasting."""
    w = torch.minimum(a[..., 2], b[..., 2]) - torch.maximum(a[..., 0], b[..., 0])
    h = torch.minimum(a[..., 3], b[..., 3]) - torch.maximum(a[..., 1], b[..., 1])
    inner = w.clamp(min=0) * h.clamp(min=0)
    area_a = (a[..., 2] - a[..., 0]) * (a[..., 3] - a[..., 1])
    area_b = (b[..., 2] - b[..., 0]) * (b[..., 3] - b[..., 1])
    return inner / (area_a + area_b - inner + 1e-9)


def padded(labels, device):
    """Labels of a batch as B x G x 5; rows without anybody have 2 in the last column."""
    most = max(1, max(len(rows) for rows in labels))
    out = torch.zeros(len(labels), most, 5)
    out[..., 4] = 2
    for b, rows in enumerate(labels):
        out[b, :len(rows)] = torch.from_numpy(rows)
    return out.to(device)


def inside(boxes, points, slack):
    """B x G x N: does a point lie in a box, or up to `slack` strides outside?"""
    x, y, room = points[:, 0], points[:, 1], slack * points[:, 2]
    x1, y1, x2, y2 = boxes[..., None, :].unbind(-1)
    return (x > x1 - room) & (x < x2 + room) & (y > y1 - room) & (y < y2 + room)


def near_points(people, points):
    """B x G x N: may this point stand for this person?"""
    stride = points[:, 2]
    cx, cy = (people[..., 0] + people[..., 2]) / 2, (people[..., 1] + people[..., 3]) / 2
    near = (points[:, 0] - cx[..., None]).abs() < RADIUS * stride
    near &= (points[:, 1] - cy[..., None]).abs() < RADIUS * stride
    return near & inside(people, points, 0.5)


def assign(logits, boxes, people, there, points):
    """Which points (B x N) stand for somebody, for whom, and the IoU with them now. there: B x G."""
    near = near_points(people, points) & there[..., None]
    overlap = torch.where(near, iou(people[:, :, None], boxes[:, None]), boxes.new_zeros(()))
    cost = torch.where(near, F.softplus(-logits)[:, None] - BOX_COST * torch.log(overlap + 1e-6),
                       boxes.new_full((), NEVER))
    wanted = overlap.topk(TOP, 2).values.sum(2).int().clamp(min=1)
    cheapest, at = cost.topk(TOP, 2, largest=False)
    rank = torch.arange(TOP, device=cost.device)
    taken = (rank < wanted[..., None]) & (cheapest < NEVER)
    match = torch.zeros_like(near).scatter_(2, at, taken)
    best = torch.where(match, cost, cost.new_full((), 2 * NEVER)).min(1)  # a point that two want goes to the cheaper
    return match.any(1), best.indices, overlap.gather(1, best.indices[:, None])[:, 0]


def targets(logits, boxes, labels, points):
    """Of a batch: score targets, points not to learn from, points that stand for somebody, their true boxes."""
    people, kind = labels[..., :4], labels[..., 4]
    chosen, person, overlap = assign(logits, boxes, people, kind == 0, points)
    score = torch.where(chosen, overlap.clamp(0.1, 1), overlap.new_zeros(()))
    ignored = (inside(people, points, 0) & (kind == 1)[..., None]).any(1) & ~chosen
    truth = people.gather(1, person[..., None].expand(-1, -1, 4))
    return score, ignored, chosen, truth


def giou(a, b):
    w = (torch.minimum(a[:, 2], b[:, 2]) - torch.maximum(a[:, 0], b[:, 0])).clamp(min=0)
    h = (torch.minimum(a[:, 3], b[:, 3]) - torch.maximum(a[:, 1], b[:, 1])).clamp(min=0)
    inner = w * h
    union = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1]) + (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1]) - inner + 1e-6
    hull = (torch.maximum(a[:, 2], b[:, 2]) - torch.minimum(a[:, 0], b[:, 0])) * \
           (torch.maximum(a[:, 3], b[:, 3]) - torch.minimum(a[:, 1], b[:, 1])) + 1e-6
    return inner / union - (hull - union) / hull


def detection_loss(raw, labels, points, sure=None):
    """Score loss, box loss, and how far from the teacher where labels say nothing.

    raw: B x N x 5; labels: B x G x 5, last column 1 = not to learn from, 2 = nobody; sure: B x N of a teacher.
    """
    boxes = decode(raw, points)
    logit = raw[..., 0]
    with torch.no_grad():
        target, ignored, chosen, truth = targets(logit, boxes, labels, points)
        prob = torch.sigmoid(logit)
        weight = torch.where(chosen, target, BACKGROUND_WEIGHT * prob * prob)
        weight[ignored] = 0
        norm = target.sum().clamp(min=1)
    score_loss = (F.binary_cross_entropy_with_logits(logit, target, reduction="none") * weight).sum() / norm
    box_loss = ((1 - giou(boxes[chosen], truth[chosen])) * target[chosen]).sum() / norm
    if sure is None:
        return score_loss, box_loss, logit.sum() * 0
    differs = (sure - prob).pow(2) * ~chosen
    taught = F.binary_cross_entropy_with_logits(logit, sure, reduction="none") * differs
    return score_loss, box_loss, taught.sum() / sure.sum().clamp(min=1)


def standard(x):
    """Each channel with mean 0 and deviation 1 over batch and places."""
    x = x - x.mean((0, 2, 3), keepdim=True)
    return x / (x.pow(2).mean((0, 2, 3), keepdim=True).sqrt() + 1e-4)


def feature_loss(ours, teachers):
    """1 minus the mean correlation of channels, over the three maps."""
    parts = [0.5 * (standard(a) - standard(b)).pow(2).mean() for a, b in zip(ours, teachers)]
    return sum(parts) / len(parts)

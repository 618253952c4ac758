# SPDX-License-Identifier: Apache-2.0
"""A quick average precision on pictures kept back, to watch training. Final figures are the program's own."""
import cv2
import numpy as np
import torch

import loss
import model

NMS_IOU = 0.6


def letterbox(image, w, h):
    """As the eye does it: RGB fitted into the top-left corner, rest grey. Picture (C x H x W) and its scale."""
    ih, iw = image.shape[:2]
    scale = min(w / iw, h / ih)
    nw, nh = round(iw * scale), round(ih * scale)
    canvas = np.full((h, w, 3), 114, np.uint8)
    interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    canvas[:nh, :nw] = cv2.resize(np.ascontiguousarray(image), (nw, nh), interpolation=interpolation)
    return canvas.transpose(2, 0, 1), scale


def iou_matrix(a, b):
    return loss.iou(torch.from_numpy(a)[:, None], torch.from_numpy(b)[None]).numpy()


def suppress(boxes, scores, lowest=0.02):
    keep = np.where(scores > lowest)[0]
    order, chosen = keep[np.argsort(-scores[keep])][:300], []
    while len(order):
        chosen.append(order[0])
        order = order[1:][iou_matrix(boxes[order[:1]], boxes[order[1:]])[0] < NMS_IOU]
    return boxes[chosen], scores[chosen]


def hits(boxes, scores, labels, least=0.5):
    """Rows score, hit (1 or 0) of one picture; boxes on regions not to learn from are left out."""
    people, unsure = labels[labels[:, 4] == 0, :4], labels[labels[:, 4] == 1, :4]
    free, rows = np.ones(len(people), bool), []
    for box, score in zip(boxes, scores):
        iou = iou_matrix(box[None], people)[0] * free if len(people) else np.zeros(1)
        if len(people) and iou.max() >= least:
            free[iou.argmax()] = False
            rows.append((score, 1))
        elif not len(unsure) or iou_matrix(box[None], unsure)[0].max() < 0.3:
            rows.append((score, 0))
    return rows, len(people)


def average_precision(rows, people):
    """Area under the precision-recall curve, and the score of the best F1 with that F1."""
    rows = np.array(sorted(rows, key=lambda r: -r[0])).reshape(-1, 2)
    true = np.cumsum(rows[:, 1])
    recall, precision = true / max(people, 1), true / np.arange(1, len(rows) + 1)
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    ap = float(np.sum(np.diff(np.concatenate([[0], recall])) * envelope)) if len(rows) else 0.0
    f1 = 2 * recall * precision / (recall + precision + 1e-9)
    best = int(f1.argmax()) if len(rows) else 0
    return ap, float(f1[best]) if len(rows) else 0.0, float(rows[best, 0]) if len(rows) else 0.0


def look(net, cache, indices, w, h):
    """Boxes (picture pixels), scores and labels of pictures of a cache."""
    device = next(net.parameters()).device
    points, results = model.grid(h, w), []
    with torch.no_grad():
        for k in range(0, len(indices), 16):
            chunk = [cache.get(i) for i in indices[k:k + 16]]
            inputs = [letterbox(image, w, h) for image, _ in chunk]
            raw = net(torch.from_numpy(np.stack([x for x, _ in inputs])).to(device).float()).cpu()
            boxes, score = model.decode(raw, points).numpy(), torch.sigmoid(raw[..., 0]).numpy()
            for j, (_, labels) in enumerate(chunk):
                b, s = suppress(boxes[j], score[j])
                results.append((b / inputs[j][1], s, labels))
    return results


def validate(net, cache, w, h, limit=240):
    """AP50 and best F1 on kept-back pictures."""
    indices = np.where(cache.kept_back)[0]
    indices = indices[np.random.default_rng(0).permutation(len(indices))[:limit]]
    rows, people = [], 0
    for boxes, scores, labels in look(net, cache, indices, w, h):
        of_picture, n = hits(boxes, scores, labels)
        rows, people = rows + of_picture, people + n
    ap, f1, threshold = average_precision(rows, people)
    return {"ap50": round(ap, 4), "f1": round(f1, 4), "threshold": round(threshold, 3)}

# SPDX-License-Identifier: Apache-2.0
"""Averaged weights to an ONNX file: batch norms and the input's factor folded in, boxes decoded, for any size."""
import argparse
import copy

import numpy as np
import onnx
import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

import cache
import calibrate
import model
import runtime

OPSET = 13
TOLERANCE_PX, TOLERANCE_SCORE = 0.1, 1e-3


class Decoded(nn.Module):
    """Net with boxes and scores as the program reads them: 1 x N x 5, x1, y1, x2, y2, score."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        levels = zip(self.net.maps(self.net.features(x)), model.STRIDES)
        return torch.cat([self.rows(m, stride) for m, stride in levels], 2).transpose(1, 2)

    @staticmethod
    def rows(m, stride):
        score, dx, dy, log_w, log_h = m.unbind(1)
        cx = (torch.arange(m.shape[3]) + 0.5 + dx) * stride
        cy = (torch.arange(m.shape[2])[:, None] + 0.5 + dy) * stride
        half_w = torch.exp(log_w) * (stride * model.PRIOR_W / 2)
        half_h = torch.exp(log_h) * (stride * model.PRIOR_H / 2)
        planes = [cx - half_w, cy - half_h, cx + half_w, cy + half_h, torch.sigmoid(score)]
        return torch.stack(planes, 1).flatten(2)


def fused(net):
    """The same function from plain convolutions."""
    net = copy.deepcopy(net).eval()
    for name, part in list(net.named_modules()):
        if isinstance(part, model.ConvNorm):
            parent, _, last = name.rpartition(".")
            plain = nn.Sequential(fuse_conv_bn_eval(part[0], part[1]), *list(part)[2:])
            setattr(net.get_submodule(parent), last, plain)
    net.stem[0].weight.data *= model.INPUT_SCALE
    net.scale = 1
    return net


def without_identities(graph_model):
    """The exporter shares equal constants through Identity nodes; name the constants themselves."""
    renamed = {n.output[0]: n.input[0] for n in graph_model.graph.node if n.op_type == "Identity"}
    for node in list(graph_model.graph.node):
        if node.op_type == "Identity":
            graph_model.graph.node.remove(node)
            continue
        for i, name in enumerate(node.input):
            node.input[i] = renamed.get(name, name)
    return graph_model


def export(weights, path, w, h, folder):
    """w, h: the size that scores are calibrated at."""
    net = model.Net()
    net.load_state_dict(torch.load(weights, map_location="cpu")["ema"])
    net.eval()
    if folder:
        calibrate.calibrate(net, cache.Cache(folder), w, h)
    axes = {"images": {2: "height", 3: "width"}, "detections": {1: "points"}}
    torch.onnx.export(Decoded(fused(net)).eval(), torch.zeros(1, 3, h, w), path, opset_version=OPSET,
                      input_names=["images"], output_names=["detections"], dynamic_axes=axes, do_constant_folding=True)
    result = without_identities(onnx.load(path))
    result.producer_name = "sillage-person"
    for dim, known in zip(result.graph.output[0].type.tensor_type.shape.dim, (1, None, 5)):  # the exporter forgets
        if known:
            dim.dim_value = known
    onnx.checker.check_model(result)
    onnx.save(result, path)
    for size in ((w, h), (h, w), (w - 64, h + 32)):
        compare(net, path, *size)


def compare(net, path, w, h):
    """Stops unless the runtime gives what the trainer's network gives."""
    x = torch.randint(0, 256, (1, 3, h, w), generator=torch.Generator().manual_seed(1)).float()
    with torch.no_grad():
        raw = net(x)
        expected = torch.cat([model.decode(raw, model.grid(h, w), clamp=False), torch.sigmoid(raw[..., :1])], -1)
    difference = np.abs(runtime.Session(path)(x.numpy())[0] - expected.numpy())
    boxes, score = float(difference[..., :4].max()), float(difference[..., 4].max())
    print(f"{path} at {w} x {h}: boxes within {boxes:.4f} px, scores within {score:.6f}")
    if boxes > TOLERANCE_PX or score > TOLERANCE_SCORE:
        raise SystemExit(f"{path}: differs from the trained network; do not use it, report this")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", help="checkpoint.pt, or averaged weights")
    parser.add_argument("path", help="the .onnx file")
    parser.add_argument("--size", default="512x288")
    parser.add_argument("--calibrate", default="", help="folder of the cache whose kept-back pictures set the scores")
    chosen = parser.parse_args()
    w, h = map(int, chosen.size.split("x"))
    export(chosen.weights, chosen.path, w, h, chosen.calibrate)

# SPDX-License-Identifier: Apache-2.0
"""Averaged weights to an ONNX file: batch norms and the input's factor folded in, boxes decoded, a fixed size."""
import argparse
import copy
import pathlib

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

    def __init__(self, net, w, h):
        super().__init__()
        self.net = net
        self.register_buffer("points", model.grid(h, w))

    def forward(self, x):
        raw = self.net(x)
        return torch.cat([model.decode(raw, self.points, clamp=False), torch.sigmoid(raw[..., :1])], -1)


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


def export(weights, path, w, h, caches):
    net = model.Net()
    net.load_state_dict(torch.load(weights, map_location="cpu")["ema"])
    net.eval()
    if caches:
        calibrate.calibrate(net, cache.Cache(caches), w, h)
    torch.onnx.export(Decoded(fused(net), w, h).eval(), torch.zeros(1, 3, h, w), path, opset_version=OPSET,
                      input_names=["images"], output_names=["detections"], do_constant_folding=True)
    result = without_identities(onnx.load(path))
    result.producer_name = "sillage-person"
    onnx.checker.check_model(result)
    onnx.save(result, path)
    compare(Decoded(net, w, h).eval(), path, w, h)


def compare(reference, path, w, h):
    """Stops unless the runtime gives what the trainer's network gives."""
    x = torch.randint(0, 256, (1, 3, h, w), generator=torch.Generator().manual_seed(1)).float()
    with torch.no_grad():
        expected = reference(x).numpy()
    difference = np.abs(runtime.Session(path)(x.numpy())[0] - expected)
    boxes, score = float(difference[..., :4].max()), float(difference[..., 4].max())
    print(f"{path}: {pathlib.Path(path).stat().st_size} bytes, boxes within {boxes:.4f} px, scores within {score:.6f}")
    if boxes > TOLERANCE_PX or score > TOLERANCE_SCORE:
        raise SystemExit(f"{path}: differs from the trained network; do not use it, report this")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", help="checkpoint.pt, or averaged weights")
    parser.add_argument("path", help="the .onnx file")
    parser.add_argument("--size", default="512x288")
    parser.add_argument("--calibrate", default="", help="folders of caches whose kept-back pictures set the scores")
    chosen = parser.parse_args()
    w, h = map(int, chosen.size.split("x"))
    export(chosen.weights, chosen.path, w, h, [f for f in chosen.calibrate.split(",") if f])

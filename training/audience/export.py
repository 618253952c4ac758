# SPDX-License-Identifier: Apache-2.0
"""Writes the ONNX file of one or several networks: the mean of what they say of a body (and, with --mirror, of its
mirror image), with the calibration folded in, the norms folded into the convolutions and weights in 16 bits. Then
compares it with the trained networks in PyTorch.
"""
import argparse
import copy
import pathlib
import sys

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

import network

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "detector"))
import runtime  # noqa: E402

TOLERANCE = 1e-2
LEAST_HALVED = 64  # numbers in an array that is kept in 16 bits


class Together(nn.Module):
    def __init__(self, nets, mirror):
        super().__init__()
        self.nets, self.mirror = nn.ModuleList(nets), mirror

    def forward(self, x):
        if self.mirror:
            x = torch.cat([x, x.flip(3)])
        return torch.stack([net(x).mean(0, keepdim=True) for net in self.nets]).mean(0)


def fused(net, scale, offset):
    net = copy.deepcopy(net).eval()
    for name, part in list(net.named_modules()):
        if isinstance(part, network.ConvNorm):
            parent, _, last = name.rpartition(".")
            plain = nn.Sequential(fuse_conv_bn_eval(part[0], part[1]), *list(part)[2:])
            setattr(net.get_submodule(parent), last, plain)
    net.stem[0].weight.data *= net.scale
    net.scale = 1.0
    net.out.weight.data *= scale
    net.out.bias.data = net.out.bias.data * scale + offset
    return net


def halve(model):
    """Weights in 16 bits, made 32 again when the file is read: arithmetic stays as it is."""
    for weights in list(model.graph.initializer):
        values = numpy_helper.to_array(weights)
        if weights.data_type != TensorProto.FLOAT or values.size < LEAST_HALVED:
            continue
        model.graph.initializer.remove(weights)
        short = weights.name + "_16"
        model.graph.initializer.append(numpy_helper.from_array(values.astype(np.float16), short))
        model.graph.node.insert(0, helper.make_node("Cast", [short], [weights.name], to=TensorProto.FLOAT))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", nargs="+", help="of train.py")
    parser.add_argument("path", help="the .onnx file")
    parser.add_argument("--scale", type=float, required=True, help="of calibrate.py")
    parser.add_argument("--offset", type=float, required=True, help="of calibrate.py")
    parser.add_argument("--mirror", action="store_true", help="look at the mirror image as well")
    chosen = parser.parse_args()
    nets = []
    for path in chosen.weights:
        nets.append(network.Net())
        nets[-1].load_state_dict(torch.load(path, map_location="cpu"))
        nets[-1].eval()
    shape = (1, 3, network.HEIGHT, network.WIDTH)
    plain = Together([fused(net, chosen.scale, chosen.offset) for net in nets], chosen.mirror)
    torch.onnx.export(plain, torch.zeros(shape), chosen.path, opset_version=13, input_names=["body"],
                      output_names=["feminine"], do_constant_folding=True)
    made = onnx.load(chosen.path)
    made.producer_name = "sillage-audience"
    halve(made)
    onnx.checker.check_model(made)
    onnx.save(made, chosen.path)
    session, worst, wanted_of = runtime.Session(chosen.path), 0.0, Together(nets, chosen.mirror)
    for seed in range(8):
        body = torch.randint(0, 256, shape, generator=torch.Generator().manual_seed(seed)).float()
        with torch.no_grad():
            wanted = chosen.scale * wanted_of(body).item() + chosen.offset
        worst = max(worst, abs(float(np.ravel(session(body.numpy())[0])[0]) - wanted))
    print(f"{chosen.path}: log-odds within {worst:.6f}")
    if worst > TOLERANCE:
        raise SystemExit(f"{chosen.path}: differs from the trained networks; do not use it")


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""Weights to an ONNX file: batch norms, the input's factor and the calibration folded in."""
import argparse
import copy
import pathlib
import sys

import numpy as np
import onnx
import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

import network

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "detector"))
import runtime  # noqa: E402

TOLERANCE = 1e-3


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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", nargs="+", help="of train.py; of several that began alike the mean is taken")
    parser.add_argument("path", help="the .onnx file")
    parser.add_argument("--scale", type=float, required=True, help="of calibrate.py")
    parser.add_argument("--offset", type=float, required=True, help="of calibrate.py")
    chosen = parser.parse_args()
    net = network.Net()
    parts = [torch.load(path, map_location="cpu") for path in chosen.weights]
    net.load_state_dict({key: sum(part[key].float() for part in parts) / len(parts) for key in parts[0]})
    net.eval()
    shape = (1, 3, network.HEIGHT, network.WIDTH)
    torch.onnx.export(fused(net, chosen.scale, chosen.offset), torch.zeros(shape), chosen.path, opset_version=13,
                      input_names=["body"], output_names=["feminine"], do_constant_folding=True)
    made = onnx.load(chosen.path)
    made.producer_name = "sillage-audience"
    onnx.checker.check_model(made)
    onnx.save(made, chosen.path)
    session, worst = runtime.Session(chosen.path), 0.0
    for seed in range(8):
        body = torch.randint(0, 256, shape, generator=torch.Generator().manual_seed(seed)).float()
        with torch.no_grad():
            wanted = chosen.scale * net(body).item() + chosen.offset
        worst = max(worst, abs(float(np.ravel(session(body.numpy())[0])[0]) - wanted))
    print(f"{chosen.path}: log-odds within {worst:.6f}")
    if worst > TOLERANCE:
        raise SystemExit(f"{chosen.path}: differs from the trained network; do not use it")


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""A public detector (YOLOX-nano, Apache-2.0) as teacher: the maps before its heads, and how sure it is of a person.

Its grids are ours, so what it sees at a place can be learned at that place, for any picture, labelled or not.
The file is run node by node, so that it runs where the trainer does.
"""
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper

CHANNELS = 64  # of each of its three maps
OBJECT, PERSON = 4, 5  # channels of its output: 4 of the box, objectness, then classes


def readers(graph):
    by_input = {}
    for node in graph.node:
        for name in node.input:
            by_input.setdefault(name, []).append(node)
    return by_input


def attributes(node):
    return {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}


def head_inputs(graph):
    """Tensors behind the first convolution of each head: those that feed two branches of it."""
    return [name for name, nodes in readers(graph).items()
            if len(nodes) == 2 and all(n.op_type == "Conv" and attributes(n)["group"] == CHANNELS for n in nodes)]


def head_outputs(graph):
    """Tensors with box, objectness and classes at each stride: those that are reshaped at the end."""
    return [n.input[0] for n in graph.node if n.op_type == "Reshape"]


class Teacher:
    def __init__(self, path, device, dtype=torch.float32):
        graph = onnx.load(path).graph
        self.maps, self.outputs = head_inputs(graph), head_outputs(graph)
        if len(self.maps) != 3 or len(self.outputs) != 3:
            raise SystemExit(f"{path}: the teacher is no YOLOX-nano: three heads were expected; "
                             "give yolox_nano_416.onnx")
        self.device, self.dtype = device, dtype
        self.constants = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.initializer}
        for node in graph.node:
            if node.op_type == "Constant":
                self.constants[node.output[0]] = torch.from_numpy(
                    numpy_helper.to_array(attributes(node)["value"]).copy())
        self.nodes = [(n.op_type, list(n.input), n.output[0], attributes(n)) for n in graph.node
                      if n.op_type in self.RUN and n.output[0] not in self.constants]
        self.on_device = {n: t.to(device, dtype) for n, t in self.constants.items() if t.is_floating_point()}
        self.input = graph.input[0].name
        last = max(i for i, n in enumerate(self.nodes) if n[2] in self.outputs)
        self.nodes = self.nodes[:last + 1]

    def conv(self, inputs, a):
        pads = a.get("pads", [0, 0])
        return F.conv2d(inputs[0], inputs[1], inputs[2], a.get("strides", [1, 1]), list(pads[:2]), 1, a["group"])

    def slice(self, inputs, a):
        start, end, axis, step = [int(t) for t in inputs[1:5]]
        index = [slice(None)] * 4
        index[axis] = slice(start, None if end > 10**6 else end, step)
        return inputs[0][tuple(index)]

    RUN = {
        "Conv": conv,
        "Slice": slice,
        "Sigmoid": lambda self, i, a: torch.sigmoid(i[0]),
        "Mul": lambda self, i, a: i[0] * i[1],
        "Add": lambda self, i, a: i[0] + i[1],
        "Concat": lambda self, i, a: torch.cat(i, a["axis"]),
        "MaxPool": lambda self, i, a: F.max_pool2d(i[0], a["kernel_shape"], a["strides"], a["pads"][:2]),
        "Resize": lambda self, i, a: F.interpolate(i[0], scale_factor=2.0, mode="nearest"),
    }

    @torch.no_grad()
    def __call__(self, rgb):
        """Pictures B x 3 x H x W, RGB 0..255, sides multiples of 32: three maps B x 64 x h x w; person scores B x N."""
        values = {self.input: rgb.flip(1).to(self.dtype)}
        for kind, names, out, a in self.nodes:
            inputs = [values[n] if n in values else self.on_device.get(n, self.constants.get(n)) for n in names if n]
            values[out] = self.RUN[kind](self, inputs, a)
        sure = [(values[n][:, OBJECT] * values[n][:, PERSON]).flatten(1).float() for n in self.outputs]
        return [values[n].float() for n in self.maps], torch.cat(sure, 1)

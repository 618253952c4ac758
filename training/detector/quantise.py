# SPDX-License-Identifier: Apache-2.0
"""The fp32 ONNX file in 8 bits: QuantizeLinear and DequantizeLinear around every convolution and sum.

Weights: signed, symmetric, one scale per output channel. Activations: unsigned, one scale per tensor, chosen on
training pictures so that the mean square error is least. The last convolutions of the heads stay fp32: boxes and
logits do not fit into 256 steps.
"""
import argparse

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import cache
import runtime
import scores

PICTURES = 96
KEPT_VALUES = 4000  # of a tensor and picture, drawn evenly
CLIPS = np.linspace(0.3, 1.0, 36)
PLAIN = ("Conv", "Add", "Relu", "Resize")


def trunk(graph):
    """Nodes before the last convolution of each head."""
    made_by = {o: n for n in graph.node for o in n.output}
    last = [n for n in graph.node if n.op_type == "Conv" and not followed_by_plain(graph, n)]
    seen, queue = set(), [made_by[n.input[0]] for n in last]
    while queue:
        node = queue.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        queue += [made_by[i] for i in node.input if i in made_by and made_by[i].op_type in PLAIN]
    return [n for n in graph.node if id(n) in seen], last


def followed_by_plain(graph, node):
    return any(node.output[0] in n.input and n.op_type in PLAIN for n in graph.node)


def measured(graph, nodes):
    """Tensors that are stored in 8 bits: outputs of nodes, unless a ReLU alone reads them."""
    names = []
    for node in nodes:
        readers = [n for n in graph.node if node.output[0] in n.input]
        if not (len(readers) == 1 and readers[0].op_type == "Relu"):
            names.append(node.output[0])
    return names


def samples(fp32, names, folder, w, h):
    """Values of the tensors on training pictures."""
    probe = onnx.ModelProto()
    probe.CopyFrom(fp32)
    del probe.graph.output[:]
    probe.graph.output.extend(helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in names)
    session, rng = runtime.Session(probe), np.random.default_rng(3)
    pictures = cache.Cache(folder)
    indices = rng.permutation(np.where(~pictures.kept_back)[0])[:PICTURES]
    values = {n: [] for n in names}
    for i in indices:
        x, _ = scores.letterbox(pictures.get(i)[0], w, h)
        for name, array in zip(names, session(x[None])):
            flat = array.ravel()
            values[name].append(np.concatenate([rng.choice(flat, KEPT_VALUES), [flat.min(), flat.max()]]))
    return {n: np.concatenate(v) for n, v in values.items()}


def quantised(values, scale, zero):
    return (np.clip(np.round(values / scale) + zero, 0, 255) - zero) * scale


def range_of(values):
    """Scale and zero point of least mean square error."""
    low, high = min(float(values.min()), 0.0), max(float(values.max()), 1e-6)
    best = None
    for clip in CLIPS:
        scale = clip * (high - low) / 255
        zero = int(round(-clip * low / scale))
        error = float(np.mean((quantised(values, scale, zero) - values) ** 2))
        if best is None or error < best[0]:
            best = (error, scale, zero)
    return best[1], best[2]


class Writer:
    def __init__(self, fp32):
        self.model = onnx.ModelProto()
        self.model.CopyFrom(fp32)
        self.graph = self.model.graph
        self.weights = {t.name: numpy_helper.to_array(t) for t in fp32.graph.initializer}
        self.nodes, self.dequantised, self.scales = [], {}, {}

    def constant(self, name, array):
        self.graph.initializer.append(numpy_helper.from_array(array, name))
        return name

    def pair(self, name, scale, zero):
        """Q and DQ behind a tensor; later readers read the dequantised one."""
        s = self.constant(f"{name}_scale", np.float32(scale))
        z = self.constant(f"{name}_zero", np.uint8(zero))
        self.nodes.append(helper.make_node("QuantizeLinear", [name, s, z], [f"{name}_q"]))
        self.nodes.append(helper.make_node("DequantizeLinear", [f"{name}_q", s, z], [f"{name}_dq"]))
        self.dequantised[name], self.scales[f"{name}_dq"] = f"{name}_dq", scale

    def convolution(self, node):
        """8-bit weights; the bias in the accumulator's 32 bits."""
        weight, bias = self.weights[node.input[1]], self.weights[node.input[2]]
        scale = np.abs(weight).reshape(len(weight), -1).max(1).clip(1e-8) / 127
        q = np.round(weight / scale[:, None, None, None]).astype(np.int8)
        by_input = (scale * self.scales[node.input[0]]).astype(np.float32)
        node.input[1] = self.stored(node.input[1], q, scale.astype(np.float32), np.int8)
        node.input[2] = self.stored(node.input[2], np.round(bias / by_input).astype(np.int32), by_input, np.int32)

    def stored(self, name, q, scale, kind):
        parts = [self.constant(f"{name}_q", q), self.constant(f"{name}_scale", scale),
                 self.constant(f"{name}_zero", np.zeros(len(scale), kind))]
        self.nodes.append(helper.make_node("DequantizeLinear", parts, [f"{name}_dq"], axis=0))
        return f"{name}_dq"

    def finish(self):
        del self.graph.node[:]
        self.graph.node.extend(self.nodes)
        used = {i for n in self.nodes for i in n.input}
        kept = [t for t in self.graph.initializer if t.name in used]
        del self.graph.initializer[:]
        self.graph.initializer.extend(kept)
        onnx.checker.check_model(self.model)
        return self.model


def quantise(fp32, folder, w, h):
    nodes, _ = trunk(fp32.graph)
    eight = {id(n) for n in nodes}
    names = measured(fp32.graph, nodes)
    ranges = {n: range_of(v) for n, v in samples(fp32, names, folder, w, h).items()}
    for node in nodes:  # scaling up copies values: it keeps its input's steps
        if node.op_type == "Resize":
            ranges[node.output[0]] = ranges[node.input[0]]
    writer = Writer(fp32)
    writer.pair(fp32.graph.input[0].name, 1.0, 0)  # pixels are whole numbers already
    for original in fp32.graph.node:
        node = onnx.NodeProto()
        node.CopyFrom(original)
        for i, name in enumerate(node.input):
            node.input[i] = writer.dequantised.get(name, name)
        if node.op_type == "Conv" and id(original) in eight:
            writer.convolution(node)
        writer.nodes.append(node)
        if node.output[0] in ranges:
            writer.pair(node.output[0], *ranges[node.output[0]])
    return writer.finish()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fp32", help=".onnx of export.py")
    parser.add_argument("int8", help="the file to write")
    parser.add_argument("--cache", required=True, help="folder of the cache")
    parser.add_argument("--size", default="512x288", help="that ranges are measured at")
    chosen = parser.parse_args()
    onnx.save(quantise(onnx.load(chosen.fp32), chosen.cache, *map(int, chosen.size.split("x"))), chosen.int8)
    print(f"{chosen.int8}: written")

# SPDX-License-Identifier: Apache-2.0
"""NanoDet-m as one file that the program reads: its normalisation before, its boxes decoded behind.

Only for comparison. Needs python3-onnx; the weights stay what they are.
"""
import argparse

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SIZE, BINS, PERSON = 416, 8, 0
MEAN, DEVIATION = (103.53, 116.28, 123.675), (57.375, 57.12, 58.395)  # BGR, as it was trained


class Builder:
    def __init__(self, graph):
        self.graph, self.count = graph, 0

    def constant(self, array):
        self.count += 1
        name = f"peer_{self.count}"
        self.graph.initializer.append(numpy_helper.from_array(np.asarray(array), name))
        return name

    def node(self, kind, inputs, **attributes):
        self.count += 1
        name = f"peer_{self.count}"
        self.graph.node.append(helper.make_node(kind, inputs, [name], **attributes))
        return name


def decode(build, stride):
    """Boxes and person scores of one grid: distances to the four edges are means over 8 bins."""
    n = SIZE // stride
    y, x = np.meshgrid(np.arange(n), np.arange(n), indexing="ij")
    points = ((np.stack([x, y], -1).reshape(1, -1, 2) + 0.5) * stride).astype(np.float32)
    bins = build.node("Reshape", [f"dis_pred_stride_{stride}", build.constant(np.array([1, n * n, 4, BINS]))])
    weighted = build.node("Mul", [build.node("Softmax", [bins], axis=3),
                                  build.constant((np.arange(BINS) * stride).astype(np.float32))])
    edges = build.node("ReduceSum", [weighted], axes=[3], keepdims=0)
    before, behind = (slice_of(build, edges, 0, 2), slice_of(build, edges, 2, 4))
    at = build.constant(points)
    score = slice_of(build, f"cls_pred_stride_{stride}", PERSON, PERSON + 1)
    return build.node("Concat", [build.node("Sub", [at, before]), build.node("Add", [at, behind]), score], axis=2)


def slice_of(build, name, first, end):
    return build.node("Slice", [name, build.constant(np.array([first])), build.constant(np.array([end])),
                                build.constant(np.array([2]))])


def convert(model):
    graph = model.graph
    if model.opset_import[0].version > 12:
        raise SystemExit("the file is of a newer opset than nanodet_m_416.onnx; give that file")
    own = list(graph.node)
    del graph.node[:]
    build, entry = Builder(graph), graph.input[0].name
    minus = build.node("Sub", [entry, build.constant(np.float32(MEAN).reshape(1, 3, 1, 1))])
    normal = build.node("Div", [minus, build.constant(np.float32(DEVIATION).reshape(1, 3, 1, 1))])
    for node in own:
        for i, name in enumerate(node.input):
            node.input[i] = normal if name == entry else name
    graph.node.extend(own)
    joined = build.node("Concat", [decode(build, s) for s in (8, 16, 32)], axis=1)
    del graph.output[:]
    rows = sum((SIZE // s) ** 2 for s in (8, 16, 32))
    graph.output.append(helper.make_tensor_value_info(joined, TensorProto.FLOAT, [1, rows, 5]))
    onnx.checker.check_model(model)
    return model


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("nanodet", help="nanodet_m_416.onnx")
    parser.add_argument("out", help="the file to write")
    chosen = parser.parse_args()
    onnx.save(convert(onnx.load(chosen.nanodet)), chosen.out)

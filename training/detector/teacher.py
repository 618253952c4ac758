# SPDX-License-Identifier: Apache-2.0
"""A public detector (YOLOX-nano, Apache-2.0) as teacher: the maps before its heads.

Its grids are ours, so what it sees at a place can be learned at that place, for any picture, labelled or not.
"""
import numpy as np
import onnx

import runtime

CHANNELS = 64  # of each of its three maps


def head_inputs(graph):
    """Tensors behind the first convolution of each head: those that feed two branches of it."""
    by_input = {}
    for node in graph.node:
        for name in node.input:
            by_input.setdefault(name, []).append(node)
    found = [name for name, nodes in by_input.items()
             if len(nodes) == 2 and all(n.op_type == "Conv" and group_of(n) == CHANNELS for n in nodes)]
    if len(found) != 3:
        raise SystemExit("the teacher is no YOLOX-nano: three heads were expected; give yolox_nano_416.onnx")
    return found


def group_of(node):
    return next((a.i for a in node.attribute if a.name == "group"), 1)


class Teacher:
    def __init__(self, path):
        model = onnx.load(path)
        names = head_inputs(model.graph)
        del model.graph.output[:]
        for name in names:
            model.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
        shape = model.graph.input[0].type.tensor_type.shape
        for i, axis in ((2, "h"), (3, "w")):
            shape.dim[i].Clear()
            shape.dim[i].dim_param = axis
        self.session = runtime.Session(model)

    def __call__(self, bgr):
        """Picture H x W x 3, BGR bytes, both sides multiples of 32: maps of 1 x 64 at strides 8, 16, 32."""
        return self.session(bgr.transpose(2, 0, 1)[None].astype(np.float32))

# SPDX-License-Identifier: Apache-2.0
"""What person-attributes-0230 says of a whole crop: eight attributes, and what it had in mind when it said so."""
import pathlib
import sys

import cv2
import numpy as np
import onnx
from onnx import TensorProto, helper

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "detector"))
import runtime  # noqa: E402

ATTRIBUTES, FEATURES = 8, 256  # the first attribute: masculine
BELOW_HEAD = 2                 # of the ten rows of its last map


class Teacher:
    def __init__(self, path):
        model = onnx.load(path)
        attributes = model.graph.output[0].name
        before = {out: node.input[0] for node in model.graph.node for out in node.output}
        at = attributes  # back to the input of the last convolution
        while not any(n.op_type == "Conv" and n.output[0] == at for n in model.graph.node):
            at = before[at]
        del model.graph.output[:]
        for name in (before[at], attributes):
            model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
        self.session = runtime.Session(model)

    def __call__(self, crop):
        """ATTRIBUTES probabilities, then FEATURES numbers."""
        image = cv2.resize(crop, (80, 160), interpolation=cv2.INTER_LINEAR).astype(np.float32)
        features, attributes = self.session(image.transpose(2, 0, 1)[None])
        return np.concatenate([np.ravel(attributes), features[0][:, BELOW_HEAD:].mean((1, 2))]).astype(np.float32)

# SPDX-License-Identifier: Apache-2.0
"""ONNX Runtime through ctypes: Debian has no Python wheel of it, and the program's own library does.

Slots of the C interface's table, which is only ever appended to; we ask for version 16.
"""
import ctypes as c
import os
import pathlib

import numpy as np
import onnx

PLACE = "node_modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1"
LIBRARY = os.environ.get("SILLAGE_ONNXRUNTIME", str(pathlib.Path(__file__).parents[2] / PLACE))
VERSION = 16
GET_MESSAGE, CREATE_ENV, SESSION_FROM_BYTES, RUN, CREATE_OPTIONS, SET_LEVEL, SET_THREADS = 2, 3, 8, 9, 10, 23, 24
CREATE_TENSOR, DIMENSION_COUNT, DIMENSIONS, TENSOR_INFO, CPU_MEMORY = 49, 61, 62, 65, 69
FREE_VALUE, FREE_TENSOR_INFO, TENSOR_DATA = 96, 99, 51
FLOAT = 1
Pointer = c.c_void_p


class _Base(c.Structure):
    _fields_ = [("get_api", c.CFUNCTYPE(Pointer, c.c_uint32)), ("version", c.CFUNCTYPE(c.c_char_p))]


class _Api:
    """The loaded library. One per process."""

    def __init__(self):
        if not pathlib.Path(LIBRARY).exists():
            raise SystemExit(f"{LIBRARY}: no ONNX Runtime there; run make deps, or set SILLAGE_ONNXRUNTIME")
        library = c.CDLL(LIBRARY)
        library.OrtGetApiBase.restype = c.POINTER(_Base)
        self.table = c.cast(library.OrtGetApiBase().contents.get_api(VERSION), c.POINTER(Pointer))
        self.environment, self.memory = Pointer(), Pointer()
        self.call(CREATE_ENV, [c.c_int, c.c_char_p, Pointer], 3, b"training", c.byref(self.environment))
        self.call(CPU_MEMORY, [c.c_int, c.c_int, Pointer], 1, 0, c.byref(self.memory))

    def function(self, slot, types, result=Pointer):
        return c.CFUNCTYPE(result, *types)(self.table[slot])

    def call(self, slot, types, *arguments):
        status = self.function(slot, types)(*arguments)
        if status:
            raise RuntimeError(self.function(GET_MESSAGE, [Pointer], c.c_char_p)(status).decode(errors="replace"))


_api = None


def api():
    global _api
    _api = _api or _Api()
    return _api


class Session:
    """A network with one float input. One thread."""

    def __init__(self, model, threads=1):
        model = onnx.load(model) if isinstance(model, (str, pathlib.Path)) else model
        self.input = model.graph.input[0].name.encode()
        self.outputs = [o.name.encode() for o in model.graph.output]
        options, self.session = Pointer(), Pointer()
        api().call(CREATE_OPTIONS, [Pointer], c.byref(options))
        api().call(SET_THREADS, [Pointer, c.c_int], options, threads)
        api().call(SET_LEVEL, [Pointer, c.c_int], options, 99)
        data = model.SerializeToString()
        api().call(SESSION_FROM_BYTES, [Pointer, c.c_char_p, c.c_size_t, Pointer, Pointer], api().environment, data,
                   len(data), options, c.byref(self.session))

    def __call__(self, array):
        """float32 array in, list of float32 arrays out."""
        array = np.ascontiguousarray(array, np.float32)
        shape, value = (c.c_int64 * array.ndim)(*array.shape), Pointer()
        api().call(CREATE_TENSOR, [Pointer, Pointer, c.c_size_t, Pointer, c.c_size_t, c.c_int, Pointer], api().memory,
                   array.ctypes.data, array.nbytes, shape, array.ndim, FLOAT, c.byref(value))
        inputs, n = (c.c_char_p * 1)(self.input), len(self.outputs)
        values, results = (Pointer * 1)(value.value), (Pointer * n)()
        api().call(RUN, [Pointer, Pointer, Pointer, Pointer, c.c_size_t, Pointer, c.c_size_t, Pointer], self.session,
                   None, inputs, values, 1, (c.c_char_p * n)(*self.outputs), n, results)
        arrays = [self._copy(r) for r in results]
        api().function(FREE_VALUE, [Pointer], None)(value)
        return arrays

    @staticmethod
    def _copy(result):
        info, count, pointer = Pointer(), c.c_size_t(), Pointer()
        api().call(TENSOR_INFO, [Pointer, Pointer], result, c.byref(info))
        api().call(DIMENSION_COUNT, [Pointer, Pointer], info, c.byref(count))
        shape = (c.c_int64 * count.value)()
        api().call(DIMENSIONS, [Pointer, Pointer, c.c_size_t], info, shape, count.value)
        api().call(TENSOR_DATA, [Pointer, Pointer], result, c.byref(pointer))
        size = int(np.prod(shape[:]))
        array = np.ctypeslib.as_array(c.cast(pointer, c.POINTER(c.c_float)), (size,)).reshape(shape[:]).copy()
        api().function(FREE_TENSOR_INFO, [Pointer], None)(info)
        api().function(FREE_VALUE, [Pointer], None)(result)
        return array

"""The network as ONNX, its weights kept in eight bits, the vocabulary's in six, and its arithmetic in floats.

Eight-bit activations (onnxruntime's dynamic quantisation) would be 1.6 times as fast, but give another label to 0.65% of the
tokens; eight-bit weights with a scale of their own for each column of a matrix and each row of the vocabulary, to 0.16%.
"""

import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from kg.extract.encoder import INPUTS
from training.fit import State
from training.network import Network

# Tensors smaller than this stay as they are: they weigh nothing.
LEAST_SIZE = 10_000


class _Unpadded(nn.Module):
    """The network for one window: nothing is padded, so nothing is masked."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, ids: torch.Tensor, types: torch.Tensor, pieces: torch.Tensor, words: torch.Tensor
    ) -> torch.Tensor:
        return torch.cat(self.network(ids, types, pieces, words, torch.ones_like(ids)), -1)


def export(state: State, path: Path) -> None:
    """Write the network to a file: inputs `ids`, `types`, `pieces`, `words` (1, n), outputs `logits` (1, n, 342), `near`."""
    network = Network()
    network.load_state_dict(state)
    example = tuple(torch.ones(1, 64, dtype=torch.long) for _ in INPUTS)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain = str(Path(folder) / "plain.onnx")
        axes = {name: {1: "n"} for name in (*INPUTS, "logits")}
        torch.onnx.export(
            _Unpadded(network).eval(), example, plain, input_names=list(INPUTS), output_names=["logits"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        model = onnx.load(plain)
    near = network.near.detach().numpy()
    model.graph.initializer.append(numpy_helper.from_array(near, "near_table"))
    model.graph.node.append(helper.make_node("Identity", ["near_table"], ["near"]))
    model.graph.output.append(helper.make_tensor_value_info("near", TensorProto.FLOAT, near.shape))
    for node in list(model.graph.node):
        if node.op_type == "Gather":
            _shrink(model.graph, node, 0, axis=0, most=31)
        elif node.op_type == "MatMul":
            _shrink(model.graph, node, 1, axis=1, most=127)
        elif node.op_type == "Conv":
            _shrink(model.graph, node, 1, axis=0, most=127)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def _shrink(graph: onnx.GraphProto, node: onnx.NodeProto, which: int, axis: int, most: int) -> None:
    """Keep a large weight of a node as integers in -most..most, with one scale for each index of an axis."""
    weights = {tensor.name: tensor for tensor in graph.initializer}
    name = node.input[which]
    if name not in weights:
        return
    values = numpy_helper.to_array(weights[name])
    if values.size < LEAST_SIZE:
        return
    others = tuple(k for k in range(values.ndim) if k != axis)
    scales = np.maximum(np.abs(values).max(axis=others, keepdims=True) / most, 1e-12).astype(np.float32)
    graph.initializer.remove(weights[name])
    graph.initializer.append(numpy_helper.from_array(np.rint(values / scales).astype(np.int8), f"{name}_bytes"))
    at = list(graph.node).index(node)
    if node.op_type == "Gather":
        # The rows that are asked for, and their scales; the whole table is never made into floats.
        graph.initializer.append(numpy_helper.from_array(scales, f"{name}_scales"))
        index, found = node.input[1], node.output[0]
        parts = [
            helper.make_node("Gather", [f"{name}_bytes", index], [f"{found}_bytes"]),
            helper.make_node("Cast", [f"{found}_bytes"], [f"{found}_floats"], to=TensorProto.FLOAT),
            helper.make_node("Gather", [f"{name}_scales", index], [f"{found}_scales"]),
            helper.make_node("Mul", [f"{found}_floats", f"{found}_scales"], [found]),
        ]
        graph.node.remove(node)
    else:
        graph.initializer.append(numpy_helper.from_array(scales.reshape(-1), f"{name}_scales"))
        parts = [helper.make_node("DequantizeLinear", [f"{name}_bytes", f"{name}_scales"], [name], axis=axis)]
    for offset, part in enumerate(parts):
        graph.node.insert(at + offset, part)

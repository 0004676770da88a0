"""Exporting a PyTorch module to ONNX."""

from pathlib import Path

import onnx
import torch


def export_onnx(
    module: torch.nn.Module, inputs: dict[str, torch.Tensor], output: str, path: Path
) -> None:
    """
    Write a module with one output, its batch size (the first dimension) left free.

    The exporter notes the source line of every node, with the folders of this machine; they are
    removed.
    """
    batch = torch.export.Dim("batch")
    torch.onnx.export(
        module.eval(),
        tuple(inputs.values()),
        str(path),
        input_names=list(inputs),
        output_names=[output],
        dynamic_shapes=tuple({0: batch} for _ in inputs),
        opset_version=18,
        external_data=False,
        verbose=False,
    )
    model = onnx.load(path)
    onnx.checker.check_model(model)
    graph = model.graph
    for part in (model, graph, *graph.node, *graph.input, *graph.output, *graph.value_info):
        del part.metadata_props[:]
        part.doc_string = ""
    for tensor in graph.initializer:
        del tensor.metadata_props[:]
    onnx.save(model, path)

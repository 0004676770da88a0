"""A model by transformers: up, and back."""

import torch
from hub import API, PREFIX, USER
from make_tiny_model import make_model, make_tokenizer
from operations import operation, run_operations
from transformers import AutoModelForCausalLM, AutoTokenizer

TOKENIZER = make_tokenizer()
MODEL = make_model(TOKENIZER, seed=0)
REPO = f"{USER}/{PREFIX}-shared"


@operation("push-to-hub")
def push_to_hub() -> None:
    MODEL.push_to_hub(REPO)
    TOKENIZER.push_to_hub(REPO)
    assert "model.safetensors" in API.list_repo_files(REPO)


@operation("from-pretrained")
def from_pretrained() -> None:
    model = AutoModelForCausalLM.from_pretrained(REPO)
    for name, tensor in MODEL.state_dict().items():
        assert torch.equal(tensor, model.state_dict()[name])
    assert AutoTokenizer.from_pretrained(REPO)("A").input_ids == TOKENIZER("A").input_ids


run_operations()

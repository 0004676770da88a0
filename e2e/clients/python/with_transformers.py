"""Models by transformers: push_to_hub, from_pretrained and a pipeline, tensor by tensor."""

import torch
from checks import check, run_checks
from hub import API, fails_with, new_folder, new_repo
from huggingface_hub.errors import RepositoryNotFoundError
from make_tiny_model import make_model, make_tokenizer
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedModel, pipeline

TOKENIZER = make_tokenizer()
MODEL = make_model(TOKENIZER, seed=0)
TEXT = 'A gallery, "画廊" 🎨'


def same_tensors(one: PreTrainedModel, other: PreTrainedModel) -> bool:
    """Whether two models have the same tensors under the same names."""
    tensors, others = one.state_dict(), other.state_dict()
    return tensors.keys() == others.keys() and all(
        torch.equal(tensor, others[name]) for name, tensor in tensors.items()
    )


@check
def a_model_and_its_tokenizer_go_up_and_come_back() -> None:
    repo = new_repo()
    MODEL.push_to_hub(repo)
    TOKENIZER.push_to_hub(repo)
    model = AutoModelForCausalLM.from_pretrained(repo)
    tokenizer = AutoTokenizer.from_pretrained(repo)
    assert same_tensors(model, MODEL)
    assert tokenizer(TEXT).input_ids == TOKENIZER(TEXT).input_ids
    assert tokenizer.decode(tokenizer(TEXT).input_ids) == TEXT
    files = set(API.list_repo_files(repo))
    assert {"config.json", "model.safetensors", "tokenizer.json"} <= files
    [weights] = API.get_paths_info(repo, ["model.safetensors"])
    assert weights.lfs is not None


@check
def push_to_hub_creates_the_repository_and_its_card() -> None:
    repo = new_repo() + "-pushed"
    MODEL.push_to_hub(repo, private=True, tags=["tiny"], commit_message="First")
    info = API.model_info(repo)
    assert info.private and "tiny" in info.tags
    assert API.list_repo_commits(repo)[0].title == "First"
    assert same_tensors(AutoModelForCausalLM.from_pretrained(repo), MODEL)
    fails_with(404, lambda: API.model_info(repo, token=False))
    try:
        AutoModelForCausalLM.from_pretrained(repo, token=False, cache_dir=new_folder())
    except (OSError, RepositoryNotFoundError):
        return
    raise AssertionError("a private model came without a token")


@check
def a_new_version_leaves_the_old_one_readable() -> None:
    repo = new_repo()
    MODEL.push_to_hub(repo)
    first = API.model_info(repo).sha
    newer = make_model(TOKENIZER, seed=1)
    newer.push_to_hub(repo)
    assert same_tensors(AutoModelForCausalLM.from_pretrained(repo), newer)
    assert same_tensors(AutoModelForCausalLM.from_pretrained(repo, revision=first), MODEL)


@check
def a_push_to_a_branch_makes_the_branch() -> None:
    repo = new_repo()
    MODEL.push_to_hub(repo, revision="dev")
    assert same_tensors(AutoModelForCausalLM.from_pretrained(repo, revision="dev"), MODEL)
    assert API.list_repo_files(repo) == [".gitattributes"]


@check
def a_sharded_model_comes_back_whole() -> None:
    repo = new_repo()
    MODEL.push_to_hub(repo, max_shard_size="64KB")
    shards = [name for name in API.list_repo_files(repo) if name.endswith(".safetensors")]
    assert len(shards) > 1
    assert same_tensors(AutoModelForCausalLM.from_pretrained(repo), MODEL)


@check
def a_pipeline_generates_what_the_model_does() -> None:
    repo = new_repo()
    folder = new_folder()
    MODEL.save_pretrained(folder)
    TOKENIZER.save_pretrained(folder)
    API.upload_folder(folder_path=folder, repo_id=repo)
    settings = {"max_new_tokens": 8, "do_sample": False}
    text = "A gallery keeps"
    [here] = pipeline("text-generation", model=str(folder))(text, **settings)
    [there] = pipeline("text-generation", model=repo)(text, **settings)
    assert there["generated_text"].startswith(text)
    assert there == here


run_checks()

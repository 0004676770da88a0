"""Repositories by huggingface_hub: their life, branches, tags, lists, commits and refusals."""

from checks import check, run_checks
from hub import API, LARGE_BYTES, PREFIX, USER, fails_with, new_repo, some_bytes
from huggingface_hub import (
    CommitOperationAdd,
    CommitOperationCopy,
    CommitOperationDelete,
    HfApi,
    hf_hub_download,
)
from huggingface_hub.errors import (
    EntryNotFoundError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

CARD = b"""---
license: mit
language: [fr]
pipeline_tag: text-generation
tags: [%s]
---
# A card
"""


def add(path: str, content: bytes = b"x") -> CommitOperationAdd:
    """An operation that adds a file."""
    return CommitOperationAdd(path_in_repo=path, path_or_fileobj=content)


@check
def whoami_tells_name_and_role() -> None:
    me = API.whoami()
    assert (me["name"], me["type"]) == (USER, "user")
    assert me["auth"]["accessToken"]["role"] == "write"


@check
def a_wrong_token_is_told_so() -> None:
    stranger = HfApi(token="hf_ogThisTokenWasNeverGiven")
    error = fails_with(401, stranger.whoami)
    assert "Invalid user token" in str(error)
    fails_with(401, lambda: stranger.create_repo(f"{USER}/{PREFIX}-none"))
    fails_with(401, lambda: stranger.model_info(new_repo()))


@check
def repositories_of_each_type_live_and_die() -> None:
    for repo_type in ["model", "dataset", "space"]:
        sdk = {"space_sdk": "static"} if repo_type == "space" else {}
        repo = f"{USER}/{PREFIX}-{repo_type}"
        url = API.create_repo(repo, repo_type=repo_type, **sdk)
        assert (url.repo_id, url.repo_type) == (repo, repo_type)
        again = API.create_repo(repo.upper(), repo_type=repo_type, exist_ok=True, **sdk)
        assert str(again) == str(url)
        fails_with(409, lambda: API.create_repo(repo, repo_type=repo_type, **sdk))
        assert API.repo_exists(repo, repo_type=repo_type)
        assert API.list_repo_files(repo, repo_type=repo_type) == [".gitattributes"]
        API.upload_file(
            path_or_fileobj=b"x", path_in_repo="x.txt", repo_id=repo, repo_type=repo_type
        )
        assert API.repo_info(repo, repo_type=repo_type).id == repo
        API.delete_repo(repo, repo_type=repo_type)
        assert not API.repo_exists(repo, repo_type=repo_type)
        API.delete_repo(repo, repo_type=repo_type, missing_ok=True)
        fails_with(404, lambda: API.delete_repo(repo, repo_type=repo_type))


@check
def what_is_missing_raises_its_own_error() -> None:
    repo = new_repo()
    for missing, raised in [
        (lambda: API.model_info(f"{USER}/none"), RepositoryNotFoundError),
        (lambda: API.model_info("gpt2"), RepositoryNotFoundError),
        (lambda: hf_hub_download("gpt2", "config.json"), RepositoryNotFoundError),
        (lambda: API.model_info(repo, revision="none"), RevisionNotFoundError),
        (lambda: list(API.list_repo_tree(repo, "none")), EntryNotFoundError),
        (lambda: API.delete_file("none.txt", repo), EntryNotFoundError),
    ]:
        try:
            missing()
        except raised:
            continue
        raise AssertionError(f"no {raised.__name__}")


@check
def branches_and_tags_come_and_go() -> None:
    repo = new_repo()
    first = API.model_info(repo).sha
    head = API.upload_file(path_or_fileobj=b"1", path_in_repo="a.txt", repo_id=repo).oid
    API.create_branch(repo, branch="feature/x", revision=first)
    API.create_branch(repo, branch="feature/x", exist_ok=True)
    fails_with(409, lambda: API.create_branch(repo, branch="feature/x"))
    API.create_tag(repo, tag="v1", tag_message="the first")
    API.create_tag(repo, tag="v1", exist_ok=True)
    API.create_tag(repo, tag="v0", revision=first)
    refs = API.list_repo_refs(repo, include_pull_requests=True)
    assert {ref.name: ref.target_commit for ref in refs.branches} == {
        "main": head,
        "feature/x": first,
    }
    assert {ref.name: ref.target_commit for ref in refs.tags} == {"v0": first, "v1": head}
    on_branch = {"repo_id": repo, "revision": "feature/x"}
    API.upload_file(path_or_fileobj=b"2", path_in_repo="b.txt", **on_branch)
    assert API.list_repo_files(**on_branch) == [".gitattributes", "b.txt"]
    assert API.revision_exists(repo, "v1") and not API.revision_exists(repo, "v2")
    API.delete_tag(repo, tag="v1")
    API.delete_branch(repo, branch="feature/x")
    assert not API.revision_exists(repo, "v1")
    fails_with(404, lambda: API.delete_branch(repo, branch="feature/x"))


@check
def commits_mix_all_operations() -> None:
    repo = new_repo()
    large = some_bytes(2, LARGE_BYTES)
    start = [add("a.txt", b"a"), add("d/1.txt"), add("d/2.txt"), add("large.bin", large)]
    API.create_commit(repo, operations=start, commit_message="Start")
    commit = API.create_commit(
        repo,
        operations=[
            add("b.txt", b"b"),
            CommitOperationDelete("d/"),
            CommitOperationCopy("a.txt", "copies/a.txt"),
            CommitOperationCopy("large.bin", "copies/large.bin"),
        ],
        commit_message="Mix",
        commit_description="all of them",
    )
    files = [".gitattributes", "a.txt", "b.txt", "copies/a.txt", "copies/large.bin", "large.bin"]
    assert sorted(API.list_repo_files(repo)) == files
    [one, other] = API.get_paths_info(repo, ["large.bin", "copies/large.bin"])
    assert one.lfs is not None and one.lfs == other.lfs
    [latest, *_] = API.list_repo_commits(repo)
    assert (latest.commit_id, latest.title) == (commit.oid, "Mix")
    assert (latest.message, latest.authors) == ("all of them", [USER])
    API.delete_file("b.txt", repo)
    API.delete_folder("copies", repo)
    API.delete_files(repo, ["*.bin"])
    assert sorted(API.list_repo_files(repo)) == [".gitattributes", "a.txt"]


@check
def copies_go_from_one_repository_to_another() -> None:
    source, target = new_repo(), new_repo("dataset")
    API.create_commit(source, operations=[add("a.txt", b"a")], commit_message="Start")
    copy = CommitOperationCopy("a.txt", "b.txt", src_repo_id=source, src_repo_type="model")
    API.create_commit(target, operations=[copy], commit_message="Copy", repo_type="dataset")
    assert "b.txt" in API.list_repo_files(target, repo_type="dataset")


@check
def a_stale_parent_is_refused() -> None:
    repo = new_repo()
    seen = API.model_info(repo).sha
    parent = {"commit_message": "Late", "parent_commit": seen}
    API.create_commit(repo, operations=[add("a.txt")], **parent)
    error = fails_with(412, lambda: API.create_commit(repo, operations=[add("b.txt")], **parent))
    assert "The branch was updated since you opened this page" in str(error)
    assert "b.txt" not in API.list_repo_files(repo)


@check
def trees_and_paths_tell_what_clients_read() -> None:
    repo = new_repo()
    files = [add("README.md", CARD % b"tiny"), add("sub/deep/a.txt", b"abc"), add("b.bin", b"\0")]
    commit = API.create_commit(repo, operations=files, commit_message="Files")
    tree = {entry.path: entry for entry in API.list_repo_tree(repo, recursive=True, expand=True)}
    folders = ["sub", "sub/deep"]
    assert list(tree) == [".gitattributes", "README.md", "b.bin", *folders, "sub/deep/a.txt"]
    assert tree["sub/deep/a.txt"].size == 3
    assert tree["sub/deep/a.txt"].blob_id == "f2ba8f84ab5c1bce84a7b441cb1959cfc7093b7f"
    assert tree["sub/deep/a.txt"].last_commit.oid == commit.oid
    assert tree["b.bin"].lfs.size == 1
    infos = API.get_paths_info(repo, ["sub", "b.bin", "none"], expand=True)
    assert {info.path for info in infos} == {"b.bin", "sub"}
    info = API.model_info(repo, files_metadata=True)
    assert (info.sha, info.private, info.gated, info.disabled) == (commit.oid, False, False, False)
    assert (info.pipeline_tag, info.card_data.license) == ("text-generation", "mit")
    assert {"license:mit", "fr", "tiny", "text-generation"} <= set(info.tags)
    sizes = {sibling.rfilename: sibling.size for sibling in info.siblings}
    assert sizes["sub/deep/a.txt"] == 3
    assert API.model_info(repo, expand=["likes", "sha"]).sha == commit.oid


@check
def lists_find_what_an_author_has() -> None:
    repo, hidden = new_repo(), new_repo(private=True)
    dataset = new_repo("dataset")
    assert {repo, hidden} <= {model.id for model in API.list_models(author=USER)}
    public = {model.id for model in HfApi(token=False).list_models(author=USER)}
    assert repo in public and hidden not in public
    assert dataset in {found.id for found in API.list_datasets(author=USER, full=True)}
    assert len(list(API.list_models(author=USER, limit=2))) == 2
    assert list(API.list_models(author="nobody-has-this-name")) == []
    for sort in ["downloads", "likes", "last_modified", "created_at", "trending_score"]:
        list(API.list_models(author=USER, sort=sort, full=True, cardData=True))


@check
def repositories_move_and_the_old_name_leads_on() -> None:
    repo = new_repo()
    API.upload_file(path_or_fileobj=b"moved", path_in_repo="a.txt", repo_id=repo)
    API.move_repo(repo, f"{repo}-new")
    assert API.model_info(repo).id == f"{repo}-new"
    with open(hf_hub_download(repo, "a.txt")) as file:
        assert file.read() == "moved"
    API.upload_file(path_or_fileobj=b"again", path_in_repo="b.txt", repo_id=repo)
    assert "b.txt" in API.list_repo_files(f"{repo}-new")


@check
def settings_hide_and_show() -> None:
    repo = new_repo()
    nobody = HfApi(token=False)
    API.update_repo_settings(repo, private=True)
    assert not nobody.repo_exists(repo) and API.model_info(repo).private
    API.update_repo_settings(repo, private=False)
    assert nobody.repo_exists(repo)
    API.auth_check(repo)


@check
def a_broken_card_is_refused_before_it_is_committed() -> None:
    repo = new_repo()
    broken = b"---\nlicense: [mit\n---\n"
    try:
        API.upload_file(path_or_fileobj=broken, path_in_repo="README.md", repo_id=repo)
    except ValueError as error:
        assert "line" in str(error), error
    else:
        raise AssertionError("a broken card was taken")
    assert "README.md" not in API.list_repo_files(repo)


run_checks()

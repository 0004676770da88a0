"""Every operation of the table by huggingface_hub; then a folder for others to read."""

import os
import zlib
from pathlib import Path

from hub import API, LARGE_BYTES, PREFIX, USER, fails_with, hashes_below, new_folder, new_repo
from hub import sha256, some_bytes
from huggingface_hub import CommitOperationAdd, CommitOperationCopy, HfApi, HfFileSystem
from huggingface_hub import hf_hub_download, snapshot_download
from huggingface_hub.errors import GatedRepoError, LocalEntryNotFoundError
from operations import operation, run_operations

LARGE = some_bytes(zlib.crc32(PREFIX.encode()), LARGE_BYTES)
REPO = f"{USER}/{PREFIX}"
#: A folder that others read afterwards.
SHARED = Path(os.environ["MATRIX_FOLDER"])
#: Somebody else's token.
GUEST = HfApi(token=os.environ["MATRIX_GUEST_TOKEN"])


def upload(path: str, content: bytes, repo: str = REPO) -> str:
    """Upload a file and give the commit."""
    return API.upload_file(path_or_fileobj=content, path_in_repo=path, repo_id=repo).oid


def read(path: str, repo: str = REPO) -> bytes:
    """The bytes of a file, past the cache."""
    return Path(hf_hub_download(repo, path, local_dir=new_folder())).read_bytes()


@operation("whoami")
def whoami() -> None:
    assert API.whoami()["name"] == USER


@operation("create")
def create() -> None:
    assert API.create_repo(REPO).repo_id == REPO


@operation("create-again")
def create_again() -> None:
    assert API.create_repo(REPO.upper(), exist_ok=True).repo_id == REPO
    fails_with(409, lambda: API.create_repo(REPO))


@operation("list")
def list_models() -> None:
    listed = [model.id for model in API.list_models(author=USER, sort="created_at", full=True)]
    assert REPO in listed


@operation("info")
def info() -> None:
    assert API.model_info(REPO.upper()).id == REPO


@operation("settings")
def settings() -> None:
    repo = new_repo()
    API.update_repo_settings(repo, private=True)
    assert not GUEST.repo_exists(repo)
    API.update_repo_settings(repo, private=False)
    assert GUEST.repo_exists(repo)


@operation("gate")
def gate() -> None:
    repo = new_repo()
    upload("a.txt", b"closed", repo)
    API.update_repo_settings(repo, gated="manual")
    try:
        GUEST.hf_hub_download(repo, "a.txt", local_dir=new_folder())
    except GatedRepoError:
        pass
    else:
        raise AssertionError("a gate was open")
    assert GUEST.model_info(repo).gated == "manual"
    API.grant_access(repo, GUEST.whoami()["name"])
    [request] = API.list_accepted_access_requests(repo)
    opened = GUEST.hf_hub_download(repo, "a.txt", local_dir=new_folder())
    assert Path(opened).read_bytes() == b"closed"
    API.reject_access_request(repo, request.username, rejection_reason="No more")
    [rejected] = API.list_rejected_access_requests(repo)
    assert rejected.username == request.username


@operation("move")
def move() -> None:
    repo = new_repo()
    upload("a.txt", b"moved", repo)
    API.move_repo(repo, f"{repo}-moved")
    assert API.model_info(repo).id == f"{repo}-moved"
    assert read("a.txt", repo) == b"moved"


@operation("duplicate")
def duplicate() -> None:
    repo = new_repo()
    upload("a.bin", LARGE[:100_000], repo)
    API.duplicate_repo(repo, f"{repo}-copy")
    assert read("a.bin", f"{repo}-copy") == LARGE[:100_000]
    assert API.model_info(f"{repo}-copy").sha == API.model_info(repo).sha


@operation("delete-repository")
def delete_repository() -> None:
    repo = new_repo()
    API.delete_repo(repo)
    assert not API.repo_exists(repo)


@operation("upload-file")
def upload_file() -> None:
    assert upload("a.txt", b"one") == API.model_info(REPO).sha


@operation("upload-folder")
def upload_folder() -> None:
    API.create_repo(f"{REPO}-shared")
    API.upload_folder(folder_path=SHARED, repo_id=f"{REPO}-shared")


@operation("upload-large")
def upload_large() -> None:
    upload("large.bin", LARGE)
    [stored] = API.get_paths_info(REPO, ["large.bin"])
    assert (stored.size, stored.lfs.sha256) == (LARGE_BYTES, sha256(LARGE))


@operation("upload-again")
def upload_again() -> None:
    before = API.model_info(REPO).sha
    assert upload("large.bin", LARGE) == before
    assert API.upload_folder(folder_path=SHARED, repo_id=f"{REPO}-shared")
    assert len(API.list_repo_commits(f"{REPO}-shared")) == 2


@operation("list-files")
def list_files() -> None:
    files = set(API.list_repo_files(f"{REPO}-shared"))
    assert files == {".gitattributes", *hashes_below(SHARED)}


@operation("download-file")
def download_file() -> None:
    assert read("a.txt") == b"one"


@operation("download-large")
def download_large() -> None:
    assert read("large.bin") == LARGE


@operation("download-range")
def download_range() -> None:
    with HfFileSystem().open(f"{REPO}/large.bin", "rb", block_size=64_000) as file:
        file.seek(5_000_000)
        assert file.read(1000) == LARGE[5_000_000:5_001_000]


@operation("snapshot")
def snapshot() -> None:
    local = new_folder()
    snapshot_download(f"{REPO}-shared", local_dir=local)
    stored = hashes_below(local)
    assert stored.pop(".gitattributes")
    assert stored == hashes_below(SHARED)


@operation("delete-file")
def delete_file() -> None:
    upload("gone.txt", b"gone")
    API.delete_file("gone.txt", REPO)
    assert "gone.txt" not in API.list_repo_files(REPO)


@operation("copy")
def copy() -> None:
    operations = [CommitOperationCopy(path, f"copies/{path}") for path in ["a.txt", "large.bin"]]
    API.create_commit(REPO, operations=operations, commit_message="Copy")
    assert (read("copies/a.txt"), read("copies/large.bin")) == (b"one", LARGE)


@operation("commits")
def commits() -> None:
    assert [commit.title for commit in API.list_repo_commits(REPO)][0] == "Copy"


@operation("branch")
def branch() -> None:
    API.create_branch(REPO, branch="feature/x")
    API.upload_file(
        path_or_fileobj=b"2", path_in_repo="b.txt", repo_id=REPO, revision="feature/x"
    )
    assert "b.txt" in API.list_repo_files(REPO, revision="feature/x")
    API.delete_branch(REPO, branch="feature/x")
    assert not API.revision_exists(REPO, "feature/x")


@operation("tag")
def tag() -> None:
    API.create_tag(REPO, tag="v1", tag_message="the first")
    assert [ref.name for ref in API.list_repo_refs(REPO).tags] == ["v1"]
    API.delete_tag(REPO, tag="v1")


@operation("stale-parent")
def stale_parent() -> None:
    seen = API.model_info(REPO).sha
    upload("a.txt", b"newer")
    late = [CommitOperationAdd("late.txt", b"late")]
    fails_with(
        412,
        lambda: API.create_commit(
            REPO, operations=late, commit_message="Late", parent_commit=seen
        ),
    )


@operation("squash")
def squash() -> None:
    repo = new_repo()
    for content in [b"1", b"2", b"3"]:
        upload("a.txt", content, repo)
    API.super_squash_history(repo)
    assert len(API.list_repo_commits(repo)) == 1
    assert read("a.txt", repo) == b"3"


@operation("lfs-files")
def lfs_files() -> None:
    sizes = {file.file_oid: file.size for file in API.list_lfs_files(REPO)}
    assert sizes[sha256(LARGE)] == LARGE_BYTES


@operation("lfs-delete")
def lfs_delete() -> None:
    repo = new_repo()
    upload("a.bin", LARGE[:100_000], repo)
    before = API.model_info(repo).sha
    API.permanently_delete_lfs_files(repo, list(API.list_lfs_files(repo)))
    assert API.list_repo_files(repo) == [".gitattributes"]
    assert list(API.list_lfs_files(repo)) == []
    try:
        hf_hub_download(repo, "a.bin", revision=before, local_dir=new_folder())
    except LocalEntryNotFoundError as error:
        assert "purged" in str(error.__cause__)
    else:
        raise AssertionError("what was deleted for good came back")


@operation("like")
def like() -> None:
    API.unlike(REPO)
    assert list(API.list_liked_repos(USER).models) == []
    assert list(API.list_repo_likers(REPO)) == []


@operation("discussion")
def discussion() -> None:
    opened = API.create_discussion(REPO, title="A question", description="Why?")
    API.comment_discussion(REPO, opened.num, comment="Because")
    API.change_discussion_status(REPO, opened.num, new_status="closed")
    details = API.get_discussion_details(REPO, opened.num)
    assert (details.title, details.status) == ("A question", "closed")


@operation("pull-request")
def pull_request() -> None:
    commit = API.create_commit(
        REPO,
        operations=[CommitOperationAdd("offered.txt", b"offered")],
        commit_message="Offer a file",
        create_pr=True,
    )
    API.merge_pull_request(REPO, commit.pr_num)
    assert read("offered.txt") == b"offered"


if "HF_HUB_DISABLE_XET" not in os.environ:
    # The client copies only what both sides know by its chunks.
    @operation("copy-across")
    def copy_across() -> None:
        target = new_repo("dataset")
        copies = [CommitOperationCopy("large.bin", "x.bin", src_repo_id=REPO, src_repo_type="model")]
        API.create_commit(target, operations=copies, commit_message="Copy", repo_type="dataset")
        local = hf_hub_download(target, "x.bin", repo_type="dataset", local_dir=new_folder())
        assert sha256(Path(local)) == sha256(LARGE)


run_operations()

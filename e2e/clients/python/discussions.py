"""Discussions and pull requests by huggingface_hub, between an owner and somebody who may only read."""

import os
import warnings

from checks import check, run_checks
from hub import API, LARGE_BYTES, USER, fails_with, new_folder, new_repo, some_bytes
from huggingface_hub import (
    CommitOperationAdd,
    CommitOperationDelete,
    DiscussionComment,
    DiscussionCommit,
    DiscussionStatusChange,
    DiscussionTitleChange,
    HfApi,
    hf_hub_download,
)
from huggingface_hub.errors import RepositoryNotFoundError, RevisionNotFoundError

#: Somebody else, who may read what is public.
READER = HfApi(token=os.environ["READER_TOKEN"])
READER_NAME: str = READER.whoami()["name"]
TEXT = b"one\ntwo\n"


def a_repo(repo_type: str = "model") -> str:
    """Create a repository with one file."""
    repo_id = new_repo(repo_type)
    API.upload_file(
        path_or_fileobj=TEXT, path_in_repo="a.txt", repo_id=repo_id, repo_type=repo_type
    )
    return repo_id


def add(path: str, content: bytes) -> CommitOperationAdd:
    """An operation that adds a file."""
    return CommitOperationAdd(path_in_repo=path, path_or_fileobj=content)


@check
def discussions_live_on_every_type() -> None:
    for repo_type in ("model", "dataset", "space"):
        repo_id = new_repo(repo_type) if repo_type != "space" else f"{USER}/{READER_NAME}-space"
        if repo_type == "space":
            API.create_repo(repo_id, repo_type="space", space_sdk="static", exist_ok=True)
        opened = READER.create_discussion(repo_id, "  A question  ", repo_type=repo_type)
        assert (opened.num, opened.title, opened.status) == (1, "A question", "open")
        assert (opened.author, opened.repo_id, opened.repo_type) == (
            READER_NAME,
            repo_id,
            repo_type,
        )
        assert not opened.is_pull_request and opened.git_reference is None
        assert opened.diff is None and opened.conflicting_files is None
        assert isinstance(opened.events[0], DiscussionComment)
        assert opened.url.endswith(f"{repo_id}/discussions/1")


@check
def comments_are_edited_and_hidden() -> None:
    repo_id = a_repo()
    num = READER.create_discussion(repo_id, "Comments", description="First").num
    said = API.comment_discussion(repo_id, num, "# Before")
    assert (said.content, said.author, said.edited, said.hidden) == ("# Before", USER, False, False)
    edited = API.edit_discussion_comment(repo_id, num, said.id, "# After")
    assert (edited.content, edited.edited, edited.number_of_edits) == ("# After", True, 1)
    assert edited.last_edited_at >= said.created_at and edited.last_edited_by == USER
    assert "After" in edited.rendered
    fails_with(403, lambda: READER.edit_discussion_comment(repo_id, num, said.id, "Mine"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fails_with(403, lambda: READER.hide_discussion_comment(repo_id, num, said.id))
        hidden = API.hide_discussion_comment(repo_id, num, said.id)
    assert hidden.hidden and hidden.content == ""


@check
def titles_and_states_change() -> None:
    repo_id = a_repo()
    num = READER.create_discussion(repo_id, "Before", description="x").num
    renamed = API.rename_discussion(repo_id, num, "After")
    assert isinstance(renamed, DiscussionTitleChange)
    assert (renamed.old_title, renamed.new_title) == ("Before", "After")
    closed = READER.change_discussion_status(repo_id, num, "closed", comment="Solved")
    assert isinstance(closed, DiscussionStatusChange) and closed.new_status == "closed"
    details = API.get_discussion_details(repo_id, num)
    assert (details.title, details.status) == ("After", "closed")
    assert [event.type for event in details.events] == [
        "comment",
        "title-change",
        "comment",
        "status-change",
    ]
    assert API.change_discussion_status(repo_id, num, "open").new_status == "open"


@check
def lists_are_filtered_and_paged() -> None:
    repo_id = a_repo()
    for count in range(3):
        API.create_discussion(repo_id, f"Of the owner {count}", description="x")
    READER.create_pull_request(repo_id, "Of the reader", description="x")
    API.change_discussion_status(repo_id, 1, "closed")

    def nums(**filters: str) -> list[int]:
        return [found.num for found in API.get_repo_discussions(repo_id, **filters)]

    assert nums() == [4, 3, 2, 1]
    assert nums(discussion_type="pull_request") == [4]
    assert nums(discussion_type="discussion", discussion_status="open") == [3, 2]
    assert nums(discussion_status="closed") == [1]
    assert nums(author=READER_NAME) == [4]
    assert nums(discussion_status="all", discussion_type="all") == [4, 3, 2, 1]


@check
def a_reader_opens_a_pull_request_with_a_commit() -> None:
    repo_id = a_repo()
    commit = READER.create_commit(
        repo_id,
        operations=[add("a.txt", b"one\nthree\n"), add("b.txt", b"new\n")],
        commit_message="Mend",
        commit_description="Because",
        create_pr=True,
    )
    assert (commit.pr_num, commit.pr_revision) == (1, "refs/pr/1")
    READER.create_commit(
        repo_id,
        operations=[CommitOperationDelete(path_in_repo="b.txt")],
        commit_message="Without b",
        revision="refs/pr/1",
    )
    fails_with(
        403,
        lambda: READER.create_commit(
            repo_id, operations=[add("c.txt", b"c")], commit_message="To main"
        ),
    )
    details = API.get_discussion_details(repo_id, 1)
    assert details.is_pull_request and details.status == "open"
    assert (details.target_branch, details.conflicting_files) == ("refs/heads/main", [])
    assert details.merge_commit_oid is None
    assert details.diff is not None and "-two\n+three\n" in details.diff
    commits = [event for event in details.events if isinstance(event, DiscussionCommit)]
    assert [event.summary for event in commits] == ["Mend", "Without b"]
    assert commits[0].oid == commit.oid
    refs = API.list_repo_refs(repo_id, include_pull_requests=True)
    assert refs.pull_requests is not None
    assert [(ref.ref, ref.target_commit) for ref in refs.pull_requests] == [
        ("refs/pr/1", commits[1].oid)
    ]
    assert API.list_repo_files(repo_id, revision="refs/pr/1") == API.list_repo_files(repo_id)
    path = hf_hub_download(repo_id, "a.txt", revision="refs/pr/1")
    with open(path, "rb") as file:
        assert file.read() == b"one\nthree\n"
    fails_with(403, lambda: READER.merge_pull_request(repo_id, 1))
    API.merge_pull_request(repo_id, 1, comment="Thanks")
    merged = API.get_discussion_details(repo_id, 1)
    assert merged.status == "merged"
    assert merged.merge_commit_oid == API.model_info(repo_id).sha
    with open(hf_hub_download(repo_id, "a.txt"), "rb") as file:
        assert file.read() == b"one\nthree\n"


@check
def a_reader_sends_large_files() -> None:
    repo_id = a_repo("dataset")
    content = some_bytes(7, LARGE_BYTES)
    READER.upload_file(
        path_or_fileobj=content,
        path_in_repo="large.bin",
        repo_id=repo_id,
        repo_type="dataset",
        create_pr=True,
    )
    folder = new_folder()
    (folder / "more.bin").write_bytes(some_bytes(8, LARGE_BYTES))
    READER.upload_folder(
        folder_path=folder, repo_id=repo_id, repo_type="dataset", revision="refs/pr/1"
    )
    API.merge_pull_request(repo_id, 1, repo_type="dataset")
    for name, seed in (("large.bin", 7), ("more.bin", 8)):
        path = hf_hub_download(repo_id, name, repo_type="dataset")
        with open(path, "rb") as file:
            assert file.read() == some_bytes(seed, LARGE_BYTES)


@check
def a_folder_becomes_a_pull_request() -> None:
    repo_id = a_repo()
    folder = new_folder()
    (folder / "sub").mkdir()
    (folder / "sub" / "x.txt").write_text("x")
    done = READER.upload_folder(folder_path=folder, repo_id=repo_id, create_pr=True)
    assert done.pr_revision == "refs/pr/1"
    details = API.get_discussion_details(repo_id, 1)
    assert details.author == READER_NAME
    if details.status == "draft":
        READER.change_discussion_status(repo_id, 1, "open")
    API.merge_pull_request(repo_id, 1)
    assert "sub/x.txt" in API.list_repo_files(repo_id)


@check
def conflicts_are_named_and_refused() -> None:
    repo_id = a_repo()
    READER.upload_file(
        path_or_fileobj=b"theirs\n", path_in_repo="a.txt", repo_id=repo_id, create_pr=True
    )
    API.upload_file(path_or_fileobj=b"ours\n", path_in_repo="a.txt", repo_id=repo_id)
    assert API.get_discussion_details(repo_id, 1).conflicting_files == ["a.txt"]
    fails_with(409, lambda: API.merge_pull_request(repo_id, 1))


@check
def a_draft_is_made_ready_and_merged() -> None:
    repo_id = a_repo()
    draft = READER.create_pull_request(repo_id, "Later", description="Not yet")
    assert (draft.status, draft.git_reference) == ("draft", "refs/pr/1")
    fails_with(409, lambda: API.merge_pull_request(repo_id, 1))
    API.change_discussion_status(repo_id, 1, "open")
    API.merge_pull_request(repo_id, 1)
    assert API.get_discussion_details(repo_id, 1).merge_commit_oid is not None


@check
def what_is_not_there_raises_its_own_error() -> None:
    repo_id = a_repo()
    head = API.model_info(repo_id).sha
    try:
        READER.create_commit(
            repo_id,
            operations=[add("c.txt", b"c")],
            commit_message="Onto a commit",
            revision=head,
            create_pr=True,
        )
        raise AssertionError("a pull request against a commit was taken")
    except RevisionNotFoundError:
        pass
    fails_with(404, lambda: API.get_discussion_details(repo_id, 99))
    hidden = new_repo(private=True)
    try:
        list(READER.get_repo_discussions(hidden))
        raise AssertionError("the discussions of a private repository were shown")
    except RepositoryNotFoundError:
        pass


run_checks()

"""Files by huggingface_hub: uploads, downloads, and what is asked in between."""

from pathlib import Path

from checks import check, run_checks
from hub import API, LARGE_BYTES, fails_with, hashes_below, new_folder, new_repo, sha256, some_bytes
from huggingface_hub import HfFileSystem, hf_hub_download, snapshot_download
from huggingface_hub.errors import EntryNotFoundError, LocalEntryNotFoundError

ODD_NAME = "a b#c%25?é画.txt"
LARGE = some_bytes(1, LARGE_BYTES)


def write_folder(files: dict[str, bytes]) -> Path:
    """A new folder with these files."""
    folder = new_folder()
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


@check
def uploads_a_file_and_reads_it_back() -> None:
    repo = new_repo()
    for path, content in {"a.txt": b"one", f"sub/{ODD_NAME}": b"two", "empty.txt": b""}.items():
        commit = API.upload_file(path_or_fileobj=content, path_in_repo=path, repo_id=repo)
        assert commit.oid == API.model_info(repo).sha
        assert Path(hf_hub_download(repo, path)).read_bytes() == content


@check
def uploads_a_large_file_and_reads_it_back() -> None:
    repo = new_repo()
    source = write_folder({"weights.bin": LARGE}) / "weights.bin"
    API.upload_file(path_or_fileobj=source, path_in_repo="sub/weights.bin", repo_id=repo)
    assert sha256(Path(hf_hub_download(repo, "sub/weights.bin"))) == sha256(LARGE)
    [info] = API.get_paths_info(repo, ["sub/weights.bin"])
    assert info.lfs is not None
    assert (info.size, info.lfs.sha256) == (LARGE_BYTES, sha256(LARGE))


@check
def a_repeated_upload_makes_no_commit() -> None:
    repo = new_repo()
    folder = write_folder({"a.txt": b"one", "weights.bin": LARGE, "small.bin": b"\0\1"})
    first = API.upload_folder(folder_path=folder, repo_id=repo)
    again = API.upload_folder(folder_path=folder, repo_id=repo)
    assert again.oid == first.oid
    (folder / "a.txt").write_bytes(b"two")
    changed = API.upload_folder(folder_path=folder, repo_id=repo)
    assert changed.oid != first.oid
    assert len(API.list_repo_commits(repo)) == 3


@check
def uploads_a_folder_as_gitignore_says() -> None:
    repo = new_repo()
    files = {"a.txt": b"one", "b.log": b"log", "sub/c.txt": b"two", "build/d.txt": b"three"}
    folder = write_folder({**files, ".gitignore": b"*.log\nbuild/\n"})
    API.upload_folder(folder_path=folder, repo_id=repo)
    expected = {".gitattributes", ".gitignore", "a.txt", "sub/c.txt"}
    assert set(API.list_repo_files(repo)) == expected
    API.upload_file(path_or_fileobj=b"log", path_in_repo="later.log", repo_id=repo)
    assert set(API.list_repo_files(repo)) == expected


@check
def uploads_many_files_and_snapshots_them() -> None:
    repo = new_repo("dataset")
    files = {f"part-{at % 7}/{at}.txt": f"{at}".encode() for at in range(300)}
    files |= {f"binary/{at}.bin": some_bytes(at, 2000) for at in range(20)}
    folder = write_folder(files)
    API.upload_folder(folder_path=folder, repo_id=repo, repo_type="dataset")
    local = new_folder()
    snapshot_download(repo, repo_type="dataset", local_dir=local)
    stored = hashes_below(local)
    assert stored.pop(".gitattributes")
    assert stored == hashes_below(folder)


@check
def an_upload_deletes_what_its_patterns_name() -> None:
    repo = new_repo()
    API.upload_folder(folder_path=write_folder({"a.txt": b"1", "b.txt": b"1"}), repo_id=repo)
    folder = write_folder({"b.txt": b"2", "c.txt": b"2"})
    API.upload_folder(folder_path=folder, repo_id=repo, delete_patterns="*.txt")
    assert set(API.list_repo_files(repo)) == {".gitattributes", "b.txt", "c.txt"}
    assert Path(hf_hub_download(repo, "b.txt")).read_bytes() == b"2"


@check
def snapshots_take_patterns_and_revisions() -> None:
    repo = new_repo()
    folder = write_folder({"a.txt": b"1", "a.json": b"{}", "sub/b.txt": b"2"})
    before = API.upload_folder(folder_path=folder, repo_id=repo).oid
    API.upload_file(path_or_fileobj=b"new", path_in_repo="a.txt", repo_id=repo)
    API.create_tag(repo, tag="v1", revision=before)
    only_text = Path(snapshot_download(repo, allow_patterns="*.txt", ignore_patterns="sub/*"))
    assert hashes_below(only_text) == {"a.txt": sha256(b"new")}
    for revision in ["v1", before, before[:8]]:
        old = Path(snapshot_download(repo, revision=revision, local_dir=new_folder()))
        assert hashes_below(old)["a.txt"] == sha256(b"1"), revision


@check
def a_second_download_reads_from_the_cache() -> None:
    repo = new_repo()
    API.upload_file(path_or_fileobj=LARGE[:1000], path_in_repo="a.bin", repo_id=repo)
    first = hf_hub_download(repo, "a.bin")
    assert hf_hub_download(repo, "a.bin") == first
    assert hf_hub_download(repo, "a.bin", local_files_only=True) == first
    API.upload_file(path_or_fileobj=b"new", path_in_repo="b.txt", repo_id=repo)
    moved = hf_hub_download(repo, "a.bin")
    # Another commit, the same blob: the name of the content did not change.
    assert moved != first
    assert Path(moved).resolve() == Path(first).resolve()


@check
def a_missing_file_is_remembered_by_commit() -> None:
    repo = new_repo()
    for _ in range(2):
        try:
            hf_hub_download(repo, "none.json")
        except EntryNotFoundError as error:
            assert not isinstance(error, LocalEntryNotFoundError)
        else:
            raise AssertionError("a file came out of nothing")
    assert not API.file_exists(repo, "none.json")


@check
def the_file_system_reads_by_ranges_and_globs() -> None:
    repo = new_repo("dataset")
    folder = write_folder({"data/1.csv": b"a,b\n1,2\n", "data/2.csv": b"a,b\n", "x.bin": LARGE})
    API.upload_folder(folder_path=folder, repo_id=repo, repo_type="dataset")
    fs, root = HfFileSystem(), f"datasets/{repo}"
    assert fs.glob(f"{root}/**/*.csv") == [f"{root}/data/1.csv", f"{root}/data/2.csv"]
    assert sorted(fs.ls(root, detail=False)) == [
        f"{root}/{name}" for name in [".gitattributes", "data", "x.bin"]
    ]
    assert sorted(fs.find(root, maxdepth=2)) == [
        f"{root}/{name}" for name in [".gitattributes", "data/1.csv", "data/2.csv", "x.bin"]
    ]
    assert fs.info(f"{root}/x.bin")["size"] == LARGE_BYTES
    assert fs.isdir(f"{root}/data") and not fs.exists(f"{root}/none")
    with fs.open(f"{root}/x.bin", "rb", block_size=64_000) as file:
        for start in [0, 5_000_000, LARGE_BYTES - 10]:
            file.seek(start)
            assert file.read(1000) == LARGE[start : start + 1000]
    fs.invalidate_cache()
    with fs.open(f"{root}/new.txt", "w") as file:
        file.write("written")
    assert fs.read_text(f"{root}/new.txt") == "written"
    fs.rm(f"{root}/data", recursive=True)
    fs.invalidate_cache()
    assert not fs.exists(f"{root}/data/1.csv")


@check
def safetensors_headers_are_read_by_ranges() -> None:
    repo = new_repo()
    header = b'{"w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}'
    content = len(header).to_bytes(8, "little") + header + bytes(16)
    API.upload_file(path_or_fileobj=content, path_in_repo="model.safetensors", repo_id=repo)
    metadata = API.get_safetensors_metadata(repo)
    assert metadata.parameter_count == {"F32": 4}


@check
def a_private_file_is_nobody_elses() -> None:
    repo = new_repo(private=True)
    API.upload_file(path_or_fileobj=b"secret", path_in_repo="a.txt", repo_id=repo)
    assert Path(hf_hub_download(repo, "a.txt")).read_bytes() == b"secret"
    elsewhere = new_folder()
    fails_with(404, lambda: hf_hub_download(repo, "a.txt", token=False, local_dir=elsewhere))
    fails_with(404, lambda: API.model_info(repo, token=False))


run_checks()

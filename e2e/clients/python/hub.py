"""What the programs share: the client, names for repositories, bytes and their hashes."""

import hashlib
import itertools
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from huggingface_hub import HfApi
from huggingface_hub.errors import HfHubHTTPError

API = HfApi()
USER: str = API.whoami()["name"]
#: What repositories of this run are called; two clients may test one server.
PREFIX = sys.argv[2]
#: Above the server's limit for files that git holds itself.
LARGE_BYTES = 11_000_000

_counter = itertools.count(1)


def new_repo(repo_type: str = "model", *, private: bool = False) -> str:
    """Create a repository and give its id."""
    repo_id = f"{USER}/{PREFIX}-{next(_counter)}"
    API.create_repo(repo_id, repo_type=repo_type, private=private)
    return repo_id


def new_folder() -> Path:
    """An empty folder."""
    return Path(tempfile.mkdtemp())


def some_bytes(seed: int, size: int) -> bytes:
    """Bytes that compress badly, the same for one seed."""
    return random.Random(seed).randbytes(size)


def sha256(data: bytes | Path) -> str:
    """SHA-256 of bytes or of a file, in hex."""
    content = data.read_bytes() if isinstance(data, Path) else data
    return hashlib.sha256(content).hexdigest()


def hashes_below(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder by its path, the client's own notes left out."""
    return {
        path.relative_to(folder).as_posix(): sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


def fails_with(status: int, call: Callable[[], object]) -> HfHubHTTPError:
    """Assert that a call is refused with this HTTP status, and give the error."""
    try:
        call()
    except HfHubHTTPError as error:
        assert error.response.status_code == status, error
        return error
    raise AssertionError(f"the call succeeded, {status} was expected")

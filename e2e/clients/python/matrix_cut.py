"""One download on a connection that the runner cuts once."""

import sys
from pathlib import Path

from hub import new_folder, sha256
from huggingface_hub import hf_hub_download
from operations import operation, run_operations

REPO, EXPECTED = sys.argv[3:]


@operation("download-cut")
def download_cut() -> None:
    assert sha256(Path(hf_hub_download(REPO, "large.bin", local_dir=new_folder()))) == EXPECTED


run_operations()

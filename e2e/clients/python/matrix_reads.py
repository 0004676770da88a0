"""Reads repositories of others: `type:id` each; the hashes of their files as operations' names."""

import json
import sys

from hub import hashes_below, new_folder
from huggingface_hub import snapshot_download

with open(sys.argv[1], "w") as report:
    for argument in sys.argv[3:]:
        repo_type, repo = argument.split(":")
        local = new_folder()
        try:
            snapshot_download(repo, repo_type=repo_type, local_dir=local)
            read = {"repo": repo, "hashes": hashes_below(local), "error": None}
        except Exception as error:
            read = {"repo": repo, "hashes": {}, "error": str(error)}
        json.dump(read, report)
        report.write("\n")

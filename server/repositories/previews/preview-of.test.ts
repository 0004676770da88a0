import { describe, expect, it } from "vitest";
import { previewOf } from "./preview-of.ts";

const LIMIT = 1000;
const kindOf = (path: string, sizeBytes = 10) => previewOf({ path, sizeBytes }, LIMIT).preview;

describe("how a file is shown", () => {
  it.each([
    ["a/README.md", "markdown"],
    ["train.py", "text"],
    ["people.csv", "table"],
    ["walk.ipynb", "notebook"],
    ["model.safetensors", "tensors"],
    ["model.safetensors.index.json", "tensors"],
    ["pytorch_model.bin.index.json", "tensors"],
    ["pytorch_model-00001-of-00002.bin", "checkpoint"],
    ["last.CKPT", "checkpoint"],
    ["shard-000.tar", "archive"],
    ["shard-000.tar.gz", "archive"],
    ["shard-000.tgz", "archive"],
    ["shard-000.tar.zst", "archive"],
    ["train-images-idx3-ubyte.gz", "archive"],
    ["train.csv.gz", "packed-text"],
    ["corpus.TXT.GZ", "packed-text"],
    ["program.exe", "none"],
  ])("REP-5: %s is shown as %s", (path, kind) => {
    expect(kindOf(path)).toBe(kind);
  });

  it("REP-5: what is loaded whole has a limit; what is read in parts has none", () => {
    expect(kindOf("a.txt", LIMIT + 1)).toBe("none");
    expect(kindOf("a.csv", LIMIT + 1)).toBe("table");
    expect(kindOf("a.tar.gz", LIMIT + 1)).toBe("archive");
    expect(kindOf("a.txt.gz", LIMIT + 1)).toBe("archive");
  });
});

import { describe, expect, it } from "vitest";
import { DEFAULT_ATTRIBUTES } from "../../platform/git/index.ts";
import { compileLargeFileRule, type FileSample } from "./large-files.ts";

const aFile = (file: Partial<FileSample>): FileSample => ({
  path: "a.txt",
  sizeBytes: 100,
  sample: Buffer.from("text"),
  ...file,
});
const rule = (gitAttributes = DEFAULT_ATTRIBUTES) =>
  compileLargeFileRule({ lfsBytes: 1_000, gitAttributes });

describe("a file is a large one", () => {
  it("REP-12: by its size, whatever it is", () => {
    expect(rule()(aFile({ sizeBytes: 999 }))).toBe(false);
    expect(rule()(aFile({ sizeBytes: 1_000 }))).toBe(true);
    expect(rule("*.txt -filter\n")(aFile({ sizeBytes: 1_000 }))).toBe(true);
  });

  it("REP-12: by the attributes of its path, the last word counting", () => {
    expect(rule()(aFile({ path: "deep/model.safetensors" }))).toBe(true);
    expect(rule()(aFile({ path: "saved_model/a/b" }))).toBe(true);
    const later = "*.safetensors filter=lfs\n/kept/*.safetensors -filter\n";
    expect(rule(later)(aFile({ path: "kept/model.safetensors" }))).toBe(false);
    expect(rule(later)(aFile({ path: "other/model.safetensors" }))).toBe(true);
  });

  it("REP-12: when its first bytes are no text and no attribute speaks of it", () => {
    const binary = aFile({ path: "weights", sample: Buffer.from([1, 0, 2]) });
    expect(rule("")(binary)).toBe(true);
    expect(rule("weights -filter\n")(binary)).toBe(false);
    expect(rule("")(aFile({ sample: Buffer.from([0xff, 0xfe, 0x41]) }))).toBe(true);
  });

  it("REP-12: never for a character that the sample cuts, nor without bytes", () => {
    const cut = Buffer.from(`${"a".repeat(510)}文`).subarray(0, 512);
    expect(rule("")(aFile({ sample: cut, sizeBytes: 900 }))).toBe(false);
    expect(rule()(aFile({ path: "empty.bin", sizeBytes: 0, sample: Buffer.alloc(0) }))).toBe(false);
    expect(rule("* filter=lfs\n")(aFile({ path: ".gitattributes" }))).toBe(false);
  });

  it("PLT-7: at once, however hostile the attributes are", () => {
    const hostile = `${"*a".repeat(400)}b filter=lfs\n`.repeat(20);
    expect(rule(hostile)(aFile({ path: "a".repeat(250) }))).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { parsePointer, pointerSize, writePointer } from "./lfs-pointer.ts";

const SHA256 = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393";
const VERSION = "version https://git-lfs.github.com/spec/v1\n";
const OID = `oid sha256:${SHA256}\n`;

describe("an LFS pointer", () => {
  it("is the text of the specification's example", () => {
    const pointer = { sha256: SHA256, sizeBytes: 12345 };
    const text = `${VERSION}oid sha256:${SHA256}\nsize 12345\n`;
    expect(writePointer(pointer).toString()).toBe(text);
    expect(parsePointer(Buffer.from(text))).toEqual(pointer);
    expect(pointerSize(pointer)).toBe(text.length);
  });

  it.each([0, 1, 9, 2 ** 40, Number.MAX_SAFE_INTEGER])("carries the size %i", (sizeBytes) => {
    const pointer = { sha256: SHA256, sizeBytes };
    expect(parsePointer(writePointer(pointer))).toEqual(pointer);
  });

  it("may name extensions, in their order", () => {
    const extension = (key: string) => `${key} sha256:${SHA256}\n`;
    const [first, second] = [extension("ext-0-foo"), extension("ext-1-bar")];
    const size = "size 3\n";
    expect(parsePointer(Buffer.from(VERSION + first + second + OID + size))).toEqual({
      sha256: SHA256,
      sizeBytes: 3,
    });
    expect(parsePointer(Buffer.from(VERSION + second + first + OID + size))).toBeUndefined();
  });

  it.each([
    ["", "nothing"],
    [`${OID}size 1\n`, "no version"],
    [`${VERSION}size 1\n${OID}`, "unsorted keys"],
    [`${VERSION}${OID}size 1`, "no last line end"],
    [`${VERSION}${OID}size 1\n\n`, "something behind it"],
    [`${VERSION}${OID}size -1\n`, "a negative size"],
    [`${VERSION}${OID}size 01\n`, "a leading zero"],
    [`${VERSION}${OID}size 1e3\n`, "a size in another form"],
    [`${VERSION}${OID}size 9999999999999999\n`, "a size beyond all numbers"],
    [`${VERSION}${OID}size 1\nzz 1\n`, "an unknown key"],
    [`${VERSION}oid sha256:${SHA256.toUpperCase()}\nsize 1\n`, "upper case"],
    [`${VERSION}oid sha256:${SHA256}0\nsize 1\n`, "a longer hash"],
    [`${VERSION}oid md5:${SHA256}\nsize 1\n`, "another algorithm"],
    [`${VERSION}${OID}size 1\n`.replaceAll("\n", "\r\n"), "other line ends"],
    [`${VERSION}ext-0-a ${"x".repeat(1000)}\n${OID}size 1\n`, "1024 bytes or more"],
  ])("%j is an ordinary file: %s", (text) => {
    expect(parsePointer(Buffer.from(text))).toBeUndefined();
  });

  it("is never written with a wrong hash or size", () => {
    expect(() => writePointer({ sha256: "x", sizeBytes: 1 })).toThrow("not a SHA-256");
    expect(() => writePointer({ sha256: SHA256, sizeBytes: 0.5 })).toThrow("not a size");
  });
});

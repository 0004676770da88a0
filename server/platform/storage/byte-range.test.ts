import { describe, expect, it } from "vitest";
import { parseByteRange } from "./byte-range.ts";

const WHOLE = { kind: "whole" };
const UNSATISFIABLE = { kind: "unsatisfiable" };

describe("REP-6: a Range header over 100 bytes", () => {
  it.each([
    ["bytes=0-0", { kind: "part", start: 0, end: 1 }],
    ["bytes=10-19", { kind: "part", start: 10, end: 20 }],
    ["BYTES=10-", { kind: "part", start: 10, end: 100 }],
    ["bytes=99-99", { kind: "part", start: 99, end: 100 }],
    ["bytes=90-1000", { kind: "part", start: 90, end: 100 }],
    [`bytes=90-${"9".repeat(400)}`, { kind: "part", start: 90, end: 100 }],
    ["bytes=-1", { kind: "part", start: 99, end: 100 }],
    ["bytes=-100", { kind: "part", start: 0, end: 100 }],
    ["bytes=-5000", { kind: "part", start: 0, end: 100 }],
    ["bytes= 1-2 ", { kind: "part", start: 1, end: 3 }],
    ["bytes=100-", UNSATISFIABLE],
    ["bytes=100-200", UNSATISFIABLE],
    [`bytes=${"9".repeat(400)}-`, UNSATISFIABLE],
    ["bytes=-0", UNSATISFIABLE],
    [undefined, WHOLE],
    ["", WHOLE],
    ["bytes=", WHOLE],
    ["bytes=-", WHOLE],
    ["bytes=20-10", WHOLE],
    ["bytes=0-1,5-6", WHOLE],
    ["bytes=a-b", WHOLE],
    ["bytes=0x1-2", WHOLE],
    ["bytes=1.5-2", WHOLE],
    ["bytes=--5", WHOLE],
    ["items=0-1", WHOLE],
    ["bytes=1-2\r\nx: y", WHOLE],
  ])("%j", (header, range) => {
    expect(parseByteRange(header, 100)).toEqual(range);
  });

  it("over no bytes", () => {
    expect(parseByteRange("bytes=0-", 0)).toEqual(UNSATISFIABLE);
    expect(parseByteRange("bytes=-5", 0)).toEqual(WHOLE);
    expect(parseByteRange(undefined, 0)).toEqual(WHOLE);
  });
});

import { describe, expect, it } from "vitest";
import { aPng } from "../../../testing/pictures.ts";
import { pictureSizeOf, readPictureSize } from "./picture-size.ts";

function fileOf(bytes: Uint8Array) {
  let bytesRead = 0;
  return {
    sizeBytes: bytes.length,
    get bytesRead() {
      return bytesRead;
    },
    async *read(range = { start: 0, end: bytes.length }) {
      bytesRead += range.end - range.start;
      yield bytes.subarray(range.start, range.end);
    },
  };
}

const segment = (marker: number, body: Buffer) => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length + 2);
  return Buffer.concat([Buffer.from([0xff, marker]), length, body]);
};

/** A JPEG up to its frame header, with so much metadata before it. */
function aJpeg(width: number, height: number, metadataBytes: number): Buffer {
  const frame = Buffer.alloc(15);
  frame[0] = 8;
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  const parts = [Buffer.from([0xff, 0xd8])];
  for (let left = metadataBytes; left > 0; left -= 60_000) {
    parts.push(segment(0xe2, Buffer.alloc(Math.min(left, 60_000))));
  }
  return Buffer.concat([...parts, segment(0xe0, Buffer.alloc(14)), segment(0xc0, frame)]);
}

describe("the size of a picture", () => {
  it("REP-5: is not read from memory behind what there is of it", () => {
    const around = Buffer.concat([aPng().subarray(0, 20), Buffer.alloc(100, 7)]);
    expect(pictureSizeOf(around.subarray(0, 20))).toBeUndefined();
  });

  it("REP-5: is read from 64 KiB, however long the file is", async () => {
    const png = aPng({ claims: { width: 50_000, height: 40_000 } });
    const file = fileOf(Buffer.concat([png, Buffer.alloc(5_000_000)]));
    expect(await readPictureSize(file)).toEqual({ width: 50_000, height: 40_000 });
    expect(file.bytesRead).toBe(64 * 1024);
  });

  it("REP-5: is found behind the metadata of a camera, to a bound", async () => {
    expect(await readPictureSize(fileOf(aJpeg(640, 480, 0)))).toEqual({ width: 640, height: 480 });
    expect(await readPictureSize(fileOf(aJpeg(640, 480, 900_000)))).toMatchObject({ width: 640 });
    const file = fileOf(aJpeg(640, 480, 4_000_000));
    expect(await readPictureSize(file)).toBeUndefined();
    expect(file.bytesRead).toBeLessThan(2_200_000);
  });

  it("REP-5: is the bytes' own, whatever the name says; no picture has none", async () => {
    const gif = Buffer.from("GIF89a\x10\x00\x20\x00\x00\x00\x00", "latin1");
    expect(await readPictureSize(fileOf(gif))).toEqual({ width: 16, height: 32 });
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    for (const bytes of [svg, Buffer.alloc(0), Buffer.alloc(100), Buffer.from("%PDF-1.7")]) {
      expect(await readPictureSize(fileOf(bytes))).toBeUndefined();
    }
    expect(
      await readPictureSize(fileOf(aPng({ claims: { width: 0, height: 5 } }))),
    ).toBeUndefined();
  });

  it("REP-5: is looked for in a bounded part of whatever bytes there are", async () => {
    const starts = [aJpeg(9, 9, 0), aPng(), Buffer.from("GIF89a"), Buffer.from("RIFF....WEBPVP8 ")];
    const avif = Buffer.from("\0\0\0\x20ftypavif\0\0\0\0avifmif1miaf", "latin1");
    for (const start of [...starts, avif]) {
      for (const fill of [0, 0xff, 1, 0x66]) {
        const bytes = Buffer.concat([start.subarray(0, -4), Buffer.alloc(3_000_000, fill)]);
        const file = fileOf(bytes);
        const size = await readPictureSize(file);
        expect(size === undefined || (size.width > 0 && size.height > 0)).toBe(true);
        expect(file.bytesRead).toBeLessThan(2_200_000);
      }
    }
  });
});

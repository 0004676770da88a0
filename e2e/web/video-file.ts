import type { Page } from "playwright-core";

const SIZE = { width: 64, height: 48 };
const FRAMES_PER_SECOND = 4;

/** Pictures of VP8 that the browser itself encodes, each of them whole. */
export async function encodeFrames(page: Page, seconds: number): Promise<Buffer[]> {
  const frames = await page.evaluate(
    async ({ width, height, count, rate }) => {
      const encoded: number[][] = [];
      const encoder = new VideoEncoder({
        output: (chunk) => {
          const bytes = new Uint8Array(chunk.byteLength);
          chunk.copyTo(bytes);
          encoded.push([...bytes]);
        },
        error: (error) => {
          throw error;
        },
      });
      encoder.configure({ codec: "vp8", width, height });
      const canvas = new OffscreenCanvas(width, height);
      const drawing = canvas.getContext("2d");
      for (let at = 0; at < count; at += 1) {
        if (drawing) {
          drawing.fillStyle = `hsl(${(at * 360) / count} 80% 50%)`;
          drawing.fillRect(0, 0, width, height);
        }
        const frame = new VideoFrame(canvas, { timestamp: (at * 1_000_000) / rate });
        encoder.encode(frame, { keyFrame: true });
        frame.close();
      }
      await encoder.flush();
      return encoded;
    },
    { ...SIZE, count: seconds * FRAMES_PER_SECOND, rate: FRAMES_PER_SECOND },
  );
  return frames.map((frame) => Buffer.from(frame));
}

/**
 * A WebM film with an index in front, one cluster a second. The gap lies behind the first ones: what
 * comes after it is only reached by a jump.
 * Source: RFC 9559 (Matroska), and https://www.webmproject.org/docs/container/
 */
export function aWebm(
  frames: readonly Buffer[],
  { gapBytes, gapAfterSeconds }: { gapBytes: number; gapAfterSeconds: number },
): Buffer {
  const seconds = Math.ceil(frames.length / FRAMES_PER_SECOND);
  const parts = Array.from({ length: seconds }, (_, second) =>
    Buffer.concat([
      second === gapAfterSeconds ? element("ec", Buffer.alloc(gapBytes)) : Buffer.alloc(0),
      clusterOf(second, frames.slice(second * FRAMES_PER_SECOND, (second + 1) * FRAMES_PER_SECOND)),
    ]),
  );
  const head = Buffer.concat([infoOf(seconds * 1000), tracks()]);
  // The index has the same size whatever it says.
  let at = head.length + indexOf(parts.map(() => 0)).length;
  const places = parts.map((part, second) => {
    const gap = second === gapAfterSeconds ? element("ec", Buffer.alloc(gapBytes)).length : 0;
    const place = at + gap;
    at += part.length;
    return place;
  });
  const segment = element("18538067", head, indexOf(places), ...parts);
  return Buffer.concat([
    element(
      "1a45dfa3",
      element("4282", text("webm")),
      element("4287", number(2)),
      element("4285", number(2)),
    ),
    segment,
  ]);
}

function infoOf(milliseconds: number): Buffer {
  const duration = Buffer.alloc(8);
  duration.writeDoubleBE(milliseconds);
  return element(
    "1549a966",
    element("2ad7b1", number(1_000_000)),
    element("4489", duration),
    element("4d80", text("test")),
    element("5741", text("test")),
  );
}

function tracks(): Buffer {
  const picture = element(
    "e0",
    element("b0", number(SIZE.width)),
    element("ba", number(SIZE.height)),
  );
  const track = element(
    "ae",
    element("d7", number(1)),
    element("73c5", number(1)),
    element("83", number(1)),
    element("86", text("V_VP8")),
    picture,
  );
  return element("1654ae6b", track);
}

/** @param places where the cluster of each second begins, from the beginning of the segment. */
function indexOf(places: readonly number[]): Buffer {
  const points = places.map((place, second) =>
    element(
      "bb",
      element("b3", number(second * 1000)),
      element("b7", element("f7", number(1)), element("f1", number(place))),
    ),
  );
  return element("1c53bb6b", ...points);
}

function clusterOf(second: number, frames: readonly Buffer[]): Buffer {
  const blocks = frames.map((frame, at) => {
    const head = Buffer.from([0x81, 0, 0, 0x80]);
    head.writeInt16BE((at * 1000) / FRAMES_PER_SECOND, 1);
    return element("a3", head, frame);
  });
  return element("1f43b675", element("e7", number(second * 1000)), ...blocks);
}

/** @param id in hexadecimal, its length marker included. */
function element(id: string, ...content: Buffer[]): Buffer {
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(content.reduce((sum, { length }) => sum + length, 0)));
  size[0] = 0x01;
  return Buffer.concat([Buffer.from(id, "hex"), size, ...content]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

function text(value: string): Buffer {
  return Buffer.from(value, "latin1");
}

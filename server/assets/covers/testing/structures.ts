/** Pictures as far as their structure goes: headers that are true, and pixels that are not. */

type Size = { width: number; height: number };

const SECRET = "taken at home";

function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** A progressive JPEG of two scans with EXIF and a comment. */
export function aJpeg({ width, height }: Size): Buffer {
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  const scan = Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), SCAN_DATA]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from("JFIF\0\x01\x02\0\0\x01\0\x01\0\0", "latin1")),
    segment(0xe1, Buffer.from(`Exif\0\0${SECRET}`)),
    segment(0xfe, Buffer.from(SECRET)),
    segment(0xdb, Buffer.alloc(65)),
    segment(0xc2, frame),
    segment(0xc4, Buffer.alloc(20)),
    scan,
    segment(0xc4, Buffer.alloc(20)),
    scan,
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** With a stuffed FF and a restart marker, neither of which ends it. */
const SCAN_DATA = Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 5]);

function riffChunk(type: string, data: Buffer): Buffer {
  const head = Buffer.from(`${type}\0\0\0\0`, "latin1");
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

function riff(...chunks: Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from("WEBP"), ...chunks]);
  const head = Buffer.from("RIFF\0\0\0\0");
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

function lossy({ width, height }: Size): Buffer {
  const data = Buffer.from([0x10, 2, 0, 0x9d, 1, 0x2a, 0, 0, 0, 0, 7, 7, 7]);
  data.writeUInt16LE(width, 6);
  data.writeUInt16LE(height, 8);
  return riffChunk("VP8 ", data);
}

export function aLossyWebp(size: Size): Buffer {
  return riff(lossy(size));
}

export function aLosslessWebp({ width, height }: Size): Buffer {
  const data = Buffer.alloc(9);
  data[0] = 0x2f;
  data.writeUInt32LE((width - 1) | ((height - 1) << 14), 1);
  return riff(riffChunk("VP8L", data));
}

/** With EXIF and XMP; `flags` are those of its VP8X. */
export function anExtendedWebp({ width, height }: Size, flags = 0x0c): Buffer {
  const extended = Buffer.alloc(10);
  extended[0] = flags;
  extended.writeUIntLE(width - 1, 4, 3);
  extended.writeUIntLE(height - 1, 7, 3);
  return riff(
    riffChunk("VP8X", extended),
    lossy({ width, height }),
    riffChunk("EXIF", Buffer.from(SECRET)),
    riffChunk("XMP ", Buffer.from(SECRET)),
  );
}

/** The PNG with a text chunk before its end. */
export function withText(png: Buffer): Buffer {
  const text = Buffer.concat([Buffer.from("tEXt"), Buffer.from(`Comment\0${SECRET}`)]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(text.length - 4);
  return Buffer.concat([png.subarray(0, -12), head, text, Buffer.alloc(4), png.subarray(-12)]);
}

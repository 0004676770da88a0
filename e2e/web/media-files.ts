import { createHash } from "node:crypto";

/** One tone, as a player reads it. */
export function aWav({ seconds }: { seconds: number }): Buffer {
  const rate = 8000;
  const samples = Math.round(rate * seconds);
  const header = Buffer.alloc(44);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(36 + samples, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  // Whole samples of one byte, one channel.
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(samples, 40);
  const tone = Buffer.from(
    Array.from(
      { length: samples },
      (_, at) => 128 + 80 * Math.sin((at * 440 * 2 * Math.PI) / rate),
    ),
  );
  return Buffer.concat([header, tone]);
}

type PdfOptions = { text: string; script: string; password?: string };

/**
 * Three pages with a line of text each, and a script that a careless viewer would run. With a
 * password texts and drawings are encrypted by the standard security handler, revision 2.
 * Source: ISO 32000-1:2008, 7.6.
 */
export function aPdf({ text, script, password }: PdfOptions): Buffer {
  const lock = password === undefined ? undefined : lockOf(password);
  const lines = [text, "Page 2 of the paper", "Page 3 of the paper"];
  const pageOf = (at: number) => 5 + at * 2;
  const hexOf = (object: number, bytes: string) => {
    const plain = Buffer.from(bytes, "latin1");
    return `<${(lock?.encrypt(object, plain) ?? plain).toString("hex")}>`;
  };
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS ${hexOf(1, script)} >> >>`,
    `<< /Type /Pages /Count ${lines.length} /Kids [${lines.map((_, at) => `${pageOf(at)} 0 R`).join(" ")}] >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    lock?.dictionary ?? "null",
    ...lines.flatMap((line, at) => {
      const plain = Buffer.from(`BT /F1 24 Tf 72 700 Td (${line}) Tj ET`, "latin1");
      const drawing = lock?.encrypt(pageOf(at) + 1, plain) ?? plain;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${pageOf(at) + 1} 0 R` +
          " /Resources << /Font << /F1 3 0 R >> >> >>",
        `<< /Length ${drawing.length} >>\nstream\n${drawing.toString("latin1")}\nendstream`,
      ];
    }),
  ];
  let body = "%PDF-1.7\n";
  const offsets = objects.map((object, at) => {
    const offset = body.length;
    body += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`);
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries.join("")}`;
  const protection = lock === undefined ? "" : ` /Encrypt 4 0 R /ID [<${FILE_ID}> <${FILE_ID}>]`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${protection} >>`;
  return Buffer.from(`${body}${table}${trailer}\nstartxref\n${body.length}\n%%EOF\n`, "latin1");
}

const FILE_ID = "01".repeat(16);
const KEY_BYTES = 5;
const PERMISSIONS = -4;
const PADDING = Buffer.from(
  "28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a",
  "hex",
);

function lockOf(password: string) {
  const padded = Buffer.concat([Buffer.from(password, "latin1"), PADDING]).subarray(0, 32);
  const owner = rc4(md5(padded).subarray(0, KEY_BYTES), padded);
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(PERMISSIONS);
  const key = md5(padded, owner, permissions, Buffer.from(FILE_ID, "hex")).subarray(0, KEY_BYTES);
  const [o, u] = [owner, rc4(key, PADDING)].map((bytes) => bytes.toString("hex"));
  return {
    dictionary: `<< /Filter /Standard /V 1 /R 2 /P ${PERMISSIONS} /O <${o}> /U <${u}> >>`,
    encrypt(object: number, bytes: Buffer): Buffer {
      const number = Buffer.from([object & 0xff, object >> 8, 0, 0, 0]);
      return rc4(md5(key, number).subarray(0, KEY_BYTES + 5), bytes);
    },
  };
}

function md5(...parts: Buffer[]): Buffer {
  return createHash("md5").update(Buffer.concat(parts)).digest();
}

/** What the oldest PDFs are encrypted with; no longer part of the runtime's own ciphers. */
function rc4(key: Buffer, bytes: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, at) => at);
  const swap = (one: number, other: number) => {
    [state[one], state[other]] = [state[other] ?? 0, state[one] ?? 0];
  };
  for (let at = 0, to = 0; at < 256; at += 1) {
    to = (to + (state[at] ?? 0) + (key[at % key.length] ?? 0)) & 0xff;
    swap(at, to);
  }
  let [one, other] = [0, 0];
  return Buffer.from(bytes).map((byte) => {
    one = (one + 1) & 0xff;
    other = (other + (state[one] ?? 0)) & 0xff;
    swap(one, other);
    return byte ^ (state[((state[one] ?? 0) + (state[other] ?? 0)) & 0xff] ?? 0);
  }) as Buffer;
}

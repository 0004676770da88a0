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

type PdfOptions = { text: string; script: string; isEncrypted?: boolean };

/** Three pages with a line of text each, and a script that a careless viewer would run. */
export function aPdf({ text, script, isEncrypted = false }: PdfOptions): Buffer {
  const lines = [text, "Page 2 of the paper", "Page 3 of the paper"];
  const pageOf = (at: number) => 5 + at * 2;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (${script}) >> >>`,
    `<< /Type /Pages /Count ${lines.length} /Kids [${lines.map((_, at) => `${pageOf(at)} 0 R`).join(" ")}] >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${"ab".repeat(32)}> /U <${"cd".repeat(32)}> >>`,
    ...lines.flatMap((line, at) => {
      const drawing = `BT /F1 24 Tf 72 700 Td (${line}) Tj ET`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${pageOf(at) + 1} 0 R` +
          " /Resources << /Font << /F1 3 0 R >> >> >>",
        `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
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
  const protection = isEncrypted ? ` /Encrypt 4 0 R /ID [<${"01".repeat(16)}> <01>]` : "";
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${protection} >>`;
  return Buffer.from(`${body}${table}${trailer}\nstartxref\n${body.length}\n%%EOF\n`, "latin1");
}

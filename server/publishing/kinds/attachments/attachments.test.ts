import { describe, expect, it } from "vitest";
import { ARTICLE_LIMITS } from "#contract/community/article-rules.ts";
import { isProblem } from "#contract/problems.ts";
import {
  A_PDF,
  A_PNG,
  A_PROGRAM,
  A_RAR,
  aCompoundFile,
  anOfficeFile,
  aZip,
} from "../../../testing/article-files.ts";
import { checkArticleFile } from "./check-article-file.ts";

const sourceOf = (bytes: Buffer, sizeBytes = bytes.length) => ({
  sizeBytes,
  async *read(range = { start: 0, end: bytes.length }) {
    yield bytes.subarray(range.start, range.end);
  },
});

/** "ok", or why it was refused. */
async function judge(name: string, bytes: Buffer, sizeBytes?: number): Promise<string> {
  try {
    await checkArticleFile(name, sourceOf(bytes, sizeBytes));
    return "ok";
  } catch (error) {
    if (!isProblem(error)) throw error;
    return `${error.code}: ${error.detail}`;
  }
}

const GOOD: [string, Buffer][] = [
  ["a.rar", A_RAR],
  ["a.zip", await aZip({ "a.txt": "a" })],
  ["a.docx", await anOfficeFile("docx")],
  ["a.xlsx", await anOfficeFile("xlsx")],
  ["a.pptx", await anOfficeFile("pptx")],
  ["a.doc", aCompoundFile("WordDocument")],
  ["a.xls", aCompoundFile("Workbook")],
  ["old.xls", aCompoundFile("Book")],
  ["a.ppt", aCompoundFile("PowerPoint Document")],
  ["A.PDF", A_PDF],
  ["a.txt", Buffer.from("Plain words\r\n\twith a tab")],
  ["中文.txt", Buffer.from("猫头鹰在夜里飞")],
  ["gbk.txt", Buffer.from("c3a8cdb7d3a5", "hex")],
  ["utf16.txt", Buffer.from("\ufeffowls", "utf16le")],
  ["a.png", A_PNG],
  ["a.jpeg", Buffer.from("ffd8ffe000104a464946", "hex")],
  ["a.gif", Buffer.from("GIF89a\x01\0", "latin1")],
  ["a.webp", Buffer.from("RIFF\x04\0\0\0WEBPVP8 ", "latin1")],
  // Whoever packs a document may call it what it is as well.
  ["packed.zip", await anOfficeFile("docx")],
];

it.each(GOOD)("COM-3: %s is what it says", async (name, bytes) => {
  expect(await judge(name, bytes)).toBe("ok");
});

describe("COM-3: a name that lies", () => {
  const everything = GOOD.filter(([name]) => name !== "packed.zip");
  const endingOf = (name: string) => name.slice(name.lastIndexOf(".")).toLowerCase();

  it("is found out whatever two types are exchanged", async () => {
    for (const [name, bytes] of everything) {
      for (const ending of new Set(everything.map(([each]) => endingOf(each)))) {
        const isOwn = ending === endingOf(name);
        const isPacked = ending === ".zip" && /\.(docx|xlsx|pptx)$/.test(name);
        if (isOwn || isPacked) continue;
        expect(await judge(`lie${ending}`, bytes), `${name} as ${ending}`).toMatch(
          /^attachment-refused: lie/,
        );
      }
    }
  });

  it("is named, with what the file is", async () => {
    expect(await judge("report.pdf", await aZip({ "a.txt": "a" }))).toBe(
      "attachment-refused: report.pdf: says it is a PDF document and is a zip archive",
    );
    expect(await judge("report.docx", await anOfficeFile("xlsx"))).toBe(
      "attachment-refused: report.docx: says it is a Word document and is an Excel workbook",
    );
  });

  it.each([
    ["a program", "a.pdf", A_PROGRAM],
    ["a program as a text", "a.txt", A_PROGRAM],
    ["nothing", "a.txt", Buffer.alloc(0)],
    ["zeros", "a.txt", Buffer.alloc(64)],
    ["bytes of no encoding", "a.txt", Buffer.from("ff80ff81", "hex")],
    ["a PDF that was cut off", "a.pdf", A_PDF.subarray(0, 20)],
    ["a program before the archive", "a.zip", Buffer.concat([A_PROGRAM, GOOD[1]?.[1] ?? A_RAR])],
    ["a signature alone", "a.docx", Buffer.from("PK\x03\x04")],
    ["an installer in an OLE file", "a.doc", aCompoundFile("\u0005SummaryInformation")],
    ["half an OLE header", "a.doc", aCompoundFile("WordDocument").subarray(0, 100)],
    ["a picture that is a program", "a.svg", Buffer.from("<svg onload='alert(1)'/>")],
    ["a page", "a.html", Buffer.from("<script>alert(1)</script>")],
    ["no ending", "README", Buffer.from("text")],
    ["an ending alone", ".pdf", A_PDF],
    ["two endings", "a.pdf.exe", A_PDF],
  ])("is refused with %s inside", async (_, name, bytes) => {
    expect(await judge(name, bytes)).toMatch(/^attachment-refused: /);
  });

  it("is refused for a document whose part is there and not listed, and the other way round", async () => {
    const part = await aZip({ "word/document.xml": "<document/>" });
    const list = await aZip({
      "[Content_Types].xml":
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    });
    for (const bytes of [part, list]) expect(await judge("a.docx", bytes)).toMatch(/zip archive$/);
  });

  it("is refused for a document with macros", async () => {
    const bytes = await anOfficeFile("docx", { "word/vbaProject.bin": "Sub AutoOpen()" });
    expect(await judge("a.docx", bytes)).toBe(
      "attachment-refused: a.docx: holds macros, which run when it is opened",
    );
  });
});

describe("COM-3: a file that claims much", () => {
  it("is refused above 20 MB before a byte is read", async () => {
    const unread = { sizeBytes: ARTICLE_LIMITS.attachmentBytes + 1, read: () => neverRead() };
    await expect(checkArticleFile("a.pdf", unread)).rejects.toMatchObject({
      code: "file-too-large",
    });
  });

  it("an OLE directory that leads in a circle, and one beyond the end, are read so far and no further", async () => {
    const circle = aCompoundFile("Something");
    circle.writeUInt32LE(0, 2 * 512);
    const beyond = aCompoundFile("Something");
    beyond.writeUInt32LE(0x00ff_ffff, 48);
    for (const bytes of [circle, beyond]) {
      expect(await judge("a.doc", bytes)).toMatch(/^attachment-refused/);
    }
  });

  it("a list of parts that unpacks to a hundred megabytes is read no further than its first", async () => {
    const bomb = await aZip({ "[Content_Types].xml": Buffer.alloc(100_000_000, 0x20) });
    expect(bomb.length).toBeLessThan(200_000);
    expect(await judge("a.docx", bomb)).toMatch(/^attachment-refused/);
  });
});

function neverRead(): never {
  throw new Error("it was read");
}

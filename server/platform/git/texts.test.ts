import { describe, expect, it } from "vitest";
import { cleanMessage, parseCommit, splitMessage } from "./commit.ts";
import { cleanIdentityText, parseIdentity, serialiseIdentity } from "./identity.ts";
import { EMPTY_TREE_ID } from "./object-id.ts";
import { aRepository } from "./testing/real-git.ts";
import { decodeText, encodeText } from "./text.ts";

describe("identities", () => {
  it.each([
    { text: "A U Thor <a@b.c> 1700000000 +0800", name: "A U Thor", email: "a@b.c", seconds: 1.7e9 },
    { text: " <> 0 +0000", name: "", email: "", seconds: 0 },
    { text: "<a@b> 5 +0000", name: "", email: "a@b", seconds: 5 },
    { text: "A <a@b>", name: "A", email: "a@b", seconds: 0 },
    { text: "A <a@b> 5", name: "A", email: "a@b", seconds: 5 },
    { text: "A <a <b> 5 +0000", name: "A", email: "a <b", seconds: 5 },
    { text: "A <a> b> 7 +0100", name: "A", email: "a", seconds: 7 },
    { text: "no brackets", name: "no brackets", email: "", seconds: 0 },
    { text: "A <a@b> 99999999999999999999 +0000", name: "A", email: "a@b", seconds: 0 },
    { text: "A <a@b> -5 +0000", name: "A", email: "a@b", seconds: -5 },
    { text: "<".repeat(100_000), name: "", email: "", seconds: 0 },
  ])("reads $text and gives it back", ({ text, name, email, seconds }) => {
    const parsed = parseIdentity(text);
    expect(parsed).toMatchObject({ name, email });
    expect(parsed.at.getTime()).toBe(seconds * 1000);
    expect(serialiseIdentity(parsed)).toBe(text);
  });

  it("are cleaned as git cleans them", () => {
    const git = aRepository();
    const names = [' "Eve" <eve@x>\nparent 1. ', "J. R. 张伟", "'a' <b> c\\", ".,:;x;:,.", "a\tb"];
    for (const name of names) {
      const env = { GIT_AUTHOR_NAME: name };
      const commit = git.text(["commit-tree", EMPTY_TREE_ID, "-m", "x"], { env });
      const { author } = parseCommit(git.run(["cat-file", "commit", commit]));
      expect(cleanIdentityText(name)).toBe(author.name);
    }
    git.remove();
    expect(cleanIdentityText("<>\n\0")).toBe("");
  });
});

describe("texts", () => {
  it("carry any bytes", () => {
    for (let round = 0; round < 500; round++) {
      const length = Math.floor(Math.random() * 12);
      const bytes = Buffer.from(Array.from({ length }, () => Math.floor(Math.random() * 256)));
      expect(encodeText(decodeText(bytes)).equals(bytes)).toBe(true);
    }
    expect(decodeText(Buffer.from([0x61, 0xff]))).toBe("a\udcff");
    expect(decodeText(Buffer.from("😀"))).toBe("😀");
  });

  it("of messages are cleaned and split", () => {
    expect(cleanMessage("\r\n\r\n Title \r\nmore\0\r\n\r\nbody\n\n\n")).toBe(
      " Title\nmore\n\nbody\n",
    );
    expect(cleanMessage(" \n\t\n")).toBe("");
    expect(cleanMessage("\n".repeat(200_000))).toBe("");
    expect(splitMessage("Title\nmore\n\nbody\n\nend\n")).toEqual({
      title: "Title more",
      body: "body\n\nend",
    });
    expect(splitMessage("\n")).toEqual({ title: "", body: "" });
  });
});

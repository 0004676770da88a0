import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseCommit, serialiseCommit } from "./commit.ts";
import { parseIdentity } from "./identity.ts";
import {
  EMPTY_BLOB_ID,
  EMPTY_TREE_ID,
  hashObject,
  isObjectId,
  objectHash,
  type ObjectType,
} from "./object-id.ts";
import { parseTag, peelTag, serialiseTag } from "./tag.ts";
import { aRepository, type RealGit } from "./testing/real-git.ts";
import { parseTree, serialiseTree, type TreeEntry } from "./tree.ts";

let git: RealGit;

beforeAll(() => {
  git = aRepository();
});

afterAll(() => {
  git.remove();
});

describe("ids", () => {
  it.each(["", "text\n", "\0\xff", "文件".repeat(5000)])(
    "are those of git hash-object (%#)",
    (text) => {
      const bytes = Buffer.from(text);
      const id = hashObject("blob", bytes);
      expect(id).toBe(git.text(["hash-object", "--stdin"], { input: bytes }));
      expect(objectHash("blob", bytes.length).update(bytes).digest("hex")).toBe(id);
    },
  );

  it("of the empty blob and the empty tree are known", () => {
    expect(hashObject("blob", Buffer.alloc(0))).toBe(EMPTY_BLOB_ID);
    expect(hashObject("tree", serialiseTree([]))).toBe(EMPTY_TREE_ID);
  });

  it("are 40 lower-case digits, nothing else", () => {
    expect(isObjectId(EMPTY_TREE_ID)).toBe(true);
    for (const text of [
      "",
      "HEAD",
      EMPTY_TREE_ID.toUpperCase(),
      `${EMPTY_TREE_ID}\n`,
      "a".repeat(64),
    ]) {
      expect(isObjectId(text)).toBe(false);
    }
  });
});

describe("every object of a real history", () => {
  it("is parsed and serialised to the same id", () => {
    makeHistory();
    const objects = git.objects();
    const counts = { blob: 0, tree: 0, commit: 0, tag: 0 };
    for (const { oid, type, bytes } of objects) {
      counts[type as ObjectType]++;
      expect(hashObject(type as ObjectType, roundTrip(type, bytes))).toBe(oid);
    }
    expect(counts.tree).toBeGreaterThan(3);
    expect(counts.commit).toBe(4);
    expect(counts.tag).toBe(2);
  });

  it("has the fields that git shows", () => {
    const commit = parseCommit(git.run(["cat-file", "commit", "HEAD~1"]));
    expect(commit).toMatchObject({
      tree: git.text(["rev-parse", "HEAD~1^{tree}"]),
      parents: [git.text(["rev-parse", "HEAD~2"])],
      author: {
        name: "Ada Lovelace",
        email: "ada@example.org",
        at: new Date(1_700_000_000_000),
        timezone: "+0800",
      },
      committer: { name: "张伟", email: "wei@example.org", timezone: "-0330" },
      message: "second\n\nwith a body\n",
    });
    expect(parseCommit(git.run(["cat-file", "commit", "HEAD"])).parents).toHaveLength(2);
  });

  it("peels a tag of a tag to its commit", async () => {
    const objects = new Map(git.objects().map(({ oid, type, bytes }) => [oid, { type, bytes }]));
    const read = async (oid: string) => {
      const object = objects.get(oid);
      return object && { type: object.type as ObjectType, bytes: object.bytes };
    };
    const head = git.text(["rev-parse", "HEAD"]);
    const nested = git.text(["rev-parse", "refs/tags/nested"]);
    expect(await peelTag(nested, read)).toEqual({ oid: head, type: "commit" });
    expect(await peelTag(head, read)).toEqual({ oid: head, type: "commit" });
    expect(await peelTag("0".repeat(40), read)).toBeUndefined();
  });

  it("ends at a tag that names itself", async () => {
    const bytes = serialiseTag({ object: "1".repeat(40), type: "tag", name: "loop", message: "" });
    expect(await peelTag("1".repeat(40), async () => ({ type: "tag", bytes }))).toBeUndefined();
  });
});

describe("objects that we write", () => {
  it("are what git writes from the same input, and pass git fsck", () => {
    const blob = git.text(["hash-object", "-w", "--stdin"], { input: "content" });
    const entries: TreeEntry[] = [
      ...["a.b", "a", "ab", "a-b", "模型", "😀", "\uffee"].map((name): TreeEntry => ({
        mode: "100644",
        name,
        oid: blob,
      })),
      { mode: "40000", name: "a0", oid: writeObject("tree", serialiseTree([])) },
      { mode: "100755", name: "run", oid: blob },
      { mode: "120000", name: "link", oid: blob },
    ];
    const treeBytes = serialiseTree(entries);
    const tree = hashObject("tree", treeBytes);
    const lines = entries.map(
      ({ mode, name, oid }) => `${mode} ${mode === "40000" ? "tree" : "blob"} ${oid}\t${name}\0`,
    );
    expect(git.text(["mktree", "-z"], { input: lines.join("") })).toBe(tree);

    const commit = serialiseCommit({
      tree,
      parents: [],
      author: identity("Ada Lovelace <ada@example.org> 1700000000 +0800"),
      committer: identity("张伟 <wei@example.org> 1700000100 -0330"),
      message: "Add 文件\n",
    });
    const commitId = git.text(["commit-tree", tree, "-m", "Add 文件"]);
    expect(hashObject("commit", commit)).toBe(commitId);

    const tag = serialiseTag({
      object: commitId,
      type: "commit",
      name: "1.0.0",
      tagger: identity("张伟 <wei@example.org> 1700000100 -0330"),
      message: "First\n",
    });
    expect(writeObject("tag", tag)).toBe(hashObject("tag", tag));
    expect(git.run(["fsck", "--strict", "--no-dangling"]).toString()).toBe("");
  });

  it("keeps a signature and headers it does not know", () => {
    const text = [
      `tree ${EMPTY_TREE_ID}`,
      "author A <a@b> 1 +0000",
      "committer A <a@b> 1 +0000",
      "encoding ISO-8859-1",
      "gpgsig -----BEGIN PGP SIGNATURE-----",
      " ",
      " abc",
      " -----END PGP SIGNATURE-----",
      "x-future ",
      "",
      "no line end",
    ].join("\n");
    const bytes = Buffer.from(text, "latin1");
    const commit = parseCommit(bytes);
    expect(commit.extraHeaders?.map(({ name }) => name)).toEqual([
      "encoding",
      "gpgsig",
      "x-future",
    ]);
    expect(serialiseCommit(commit).equals(bytes)).toBe(true);
  });

  it("refuses what could not be read back", () => {
    const oid = EMPTY_BLOB_ID;
    for (const name of ["", "a/b", "a\0b"]) {
      expect(() => serialiseTree([{ mode: "100644", name, oid }])).toThrow("is not a name");
    }
    const twice: TreeEntry[] = [
      { mode: "100644", name: "a", oid },
      { mode: "40000", name: "a", oid },
    ];
    expect(() => serialiseTree(twice)).toThrow("two entries");
    const commit = parseCommit(git.run(["cat-file", "commit", "HEAD"]));
    expect(() => serialiseCommit({ ...commit, message: "a\0b" })).toThrow("NUL");
    expect(() => serialiseCommit({ ...commit, tree: "main" })).toThrow("not an object id");
    const forged = { ...commit.author, name: "A <root@example.org> 0 +0000\nparent" };
    expect(() => serialiseCommit({ ...commit, author: forged })).toThrow("bracket");
  });

  it.each([
    "",
    "tree x",
    `tree ${EMPTY_TREE_ID}\n\n`,
    `parent ${EMPTY_TREE_ID}\ntree ${EMPTY_TREE_ID}\n\n`,
    `tree ${EMPTY_TREE_ID}\nauthor A <a@b> 1 +0000\n\nno committer`,
    ` tree ${EMPTY_TREE_ID}\n\n`,
  ])("does not take damaged bytes for a commit (%#)", (text) => {
    expect(() => parseCommit(Buffer.from(text))).toThrow(/expected|header|cut short|not an object/);
    expect(() => parseTag(Buffer.from(text))).toThrow(/expected|header|cut short/);
  });

  it("does not take damaged bytes for a tree", () => {
    const whole = serialiseTree([{ mode: "100644", name: "a", oid: EMPTY_BLOB_ID }]);
    for (let length = 1; length < whole.length; length++) {
      expect(() => parseTree(whole.subarray(0, length))).toThrow("cut short");
    }
    expect(() => parseTree(Buffer.from(`999999 a\0${"x".repeat(20)}`))).toThrow("mode");
  });
});

function makeHistory(): void {
  git.writeFile("README.md", "one\n");
  git.writeFile("a/b/c.txt", "deep");
  git.writeFile("a.txt", "");
  git.writeFile("名字 with space", "x");
  git.run(["add", "--all"]);
  git.run(["commit", "--quiet", "-m", "first"]);
  git.writeFile("a/b/d.txt", "more");
  git.run(["add", "--all"]);
  git.run(["commit", "--quiet", "-m", "second", "-m", "with a body"]);
  git.run(["checkout", "--quiet", "-b", "side", "HEAD~1"]);
  git.writeFile("side", "side");
  git.run(["add", "--all"]);
  git.run(["-c", "i18n.commitEncoding=ISO-8859-1", "commit", "--quiet", "-F", "-"], {
    input: Buffer.from("latin é\n", "latin1"),
  });
  git.run(["checkout", "--quiet", "main"]);
  git.run(["merge", "--quiet", "--no-edit", "side"]);
  git.run(["tag", "-a", "1.0.0", "-m", "Version\n\nwith notes"]);
  git.run(["tag", "-a", "nested", "-m", "a tag of a tag", "1.0.0"]);
}

function roundTrip(type: string, bytes: Buffer): Buffer {
  switch (type) {
    case "tree":
      return serialiseTree(parseTree(bytes).toReversed());
    case "commit":
      return serialiseCommit(parseCommit(bytes));
    case "tag":
      return serialiseTag(parseTag(bytes));
    default:
      return bytes;
  }
}

function identity(text: string) {
  const parsed = parseIdentity(text);
  expect(parsed.raw).toBeUndefined();
  return parsed;
}

function writeObject(type: ObjectType, bytes: Buffer): string {
  return git.text(["hash-object", "-w", "-t", type, "--stdin"], { input: bytes });
}

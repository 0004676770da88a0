import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isProblem, type Problem } from "#contract/problems.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { aCommit, aRepository, asGitRepository, PUBLIC } from "../../testing/repositories.ts";
import { type Change, commitChanges, findHead, mayUseContent, readSmallFile } from "../index.ts";

const environment = {
  GALLERY_FILE_BYTES: "50000",
  GALLERY_PAGE_FILE_BYTES: "30000",
  GALLERY_REPOSITORY_BYTES: "120000",
  GALLERY_FILES_PER_COMMIT: "20",
};
const base = await testContext({ environment });
const alice = await anOrdinaryUser(base);
const mallory = await anOrdinaryUser(base);
const ctx = base.as(alice);

async function refusal(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (isProblem(error)) return error;
  throw new Error(`no problem: ${String(error)}`);
}

const put = (path: string, text = "x"): Change => ({
  op: "put",
  path,
  source: { bytes: Buffer.from(text) },
});

describe("a path", () => {
  const wrong = {
    "parent folders": "../a.txt",
    "parent folders inside": "a/../../b",
    "a backslash": "..\\ddd",
    NUL: "a\0b",
    "a line end": "a\nb",
    "a name of 300 characters": `${"n".repeat(300)}.txt`,
    "a path of 5,000 bytes": "d/".repeat(2500) + "f",
    "an absolute path": "/etc/passwd",
    "a folder's slash": "a/",
    "empty names": "a//b",
    "git's own folder": "sub/.GIT/config",
    "git's own folder in Windows' short form": "git~1/config",
    "git's own folder hidden from HFS": ".g\u200cit/config",
    "a direction override": "photo\u202egnp.exe",
    "a lone surrogate": "a\ud800b",
    nothing: "",
  };
  it.each(Object.entries(wrong))("REP-4: is refused with %s", async (_, path) => {
    const repository = await aRepository(ctx, { owner: alice });
    const problem = await refusal(aCommit(ctx, repository, { operations: [put(path)] }));
    expect(problem.code).toBe("path-invalid");
    expect(await findHead(ctx, repository)).toBeNull();
  });

  it("REP-2: may be in any script; names that differ only in case are two names", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const names = ["文件/模型.txt", "ملف.txt", "a.txt", "A.txt", "e\u0301.txt", "🦙/llama 🦙.txt"];
    await aCommit(ctx, repository, { operations: names.map((name) => put(name, name)) });
    const git = await asGitRepository(ctx, repository);
    expect(await git("fsck", "--full", "--strict")).toBe("");
    const listed = (await git("ls-tree", "-r", "-z", "--name-only", "main")).split("\0");
    expect(new Set(listed)).toEqual(new Set([...names, ".gitattributes", ""]));
  });

  it("REP-2: cannot stand beside one that looks exactly like it", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, repository, { operations: [put("caf\u00e9.txt")] });
    const problem = await refusal(
      aCommit(ctx, repository, { operations: [put("cafe\u0301.txt")] }),
    );
    expect(problem.code).toBe("path-conflict");
  });
});

describe("a file and a folder", () => {
  it("REP-3: never share a name", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const { commit } = await aCommit(ctx, repository, { operations: [put("a"), put("d/e.txt")] });
    const cases: Change[][] = [
      [put("a/b")],
      [put("d")],
      [put("n"), put("n/m")],
      [{ op: "rename", from: "a", to: "d" }],
      [{ op: "rename", from: "a", to: "d/e.txt" }],
      [{ op: "rename", from: "d", to: "d/sub" }],
    ];
    for (const operations of cases) {
      const problem = await refusal(aCommit(ctx, repository, { operations }));
      expect(problem.code, JSON.stringify(operations)).toBe("path-conflict");
    }
    expect(await findHead(ctx, repository)).toBe(commit);
  });

  it("REP-7: that are not there can be neither deleted nor renamed", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, repository, { operations: [put("a"), put("d/e.txt")] });
    const cases: Change[] = [
      { op: "delete", path: "missing" },
      { op: "delete", path: "a/b" },
      { op: "delete", path: "" },
      { op: "delete", path: "../\0" },
      { op: "delete-folder", path: "/" },
      { op: "delete-folder", path: "nowhere" },
      { op: "rename", from: "missing", to: "b" },
    ];
    for (const operation of cases) {
      const problem = await refusal(aCommit(ctx, repository, { operations: [operation] }));
      expect(problem.code, JSON.stringify(operation)).toBe("entry-not-found");
    }
  });
});

describe("limits", () => {
  it("REP-4: rejects a file above the limit, naming both", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const operations = [put("small.txt"), put("big.txt", "x".repeat(50_001))];
    const problem = await refusal(aCommit(ctx, repository, { operations }));
    expect(problem).toMatchObject({ code: "file-too-large", extra: { path: "big.txt" } });
    expect(problem.detail).toContain("50000");
  });

  it("REP-4: gives the page its own limit", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const page = ctx.as({ ...alice, credential: { kind: "session", sessionId: 1 } });
    const operations = [put("big.txt", "x".repeat(30_001))];
    expect((await refusal(aCommit(page, repository, { operations }))).code).toBe("file-too-large");
    expect((await aCommit(ctx, repository, { operations })).isNew).toBe(true);
  });

  it("REP-4: rejects what would make the repository too large, whole", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const block = (name: string) => put(name, name.repeat(49_000));
    const { commit } = await aCommit(ctx, repository, { operations: [block("1"), block("2")] });
    const problem = await refusal(aCommit(ctx, repository, { operations: [block("3")] }));
    expect(problem.code).toBe("repository-full");
    expect(problem.detail).toContain("120000");
    expect(await findHead(ctx, repository)).toBe(commit);
    const freed: Change[] = [{ op: "delete", path: "1" }, block("3")];
    expect((await aCommit(ctx, repository, { operations: freed })).isNew).toBe(true);
  });

  it("REP-4: rejects more files than one commit may have", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const operations = Array.from({ length: 21 }, (_, at) => put(`f${at}`));
    expect((await refusal(aCommit(ctx, repository, { operations }))).code).toBe("too-many-files");
  });
});

describe("two writers on one parent", () => {
  it("REP-3: the one who saw an older head is told the new one", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const { commit: seen } = await aCommit(ctx, repository, { files: { "a.txt": "1" } });
    const first = { files: { "a.txt": "2" }, expectedHead: seen };
    const { commit: head } = await aCommit(ctx, repository, first);
    const second = { files: { "b.txt": "1" }, expectedHead: seen };
    const problem = await refusal(aCommit(ctx, repository, second));
    expect(problem).toMatchObject({ code: "parent-stale", status: 412, extra: { head } });
  });

  it("REP-3: without a parent both follow each other and none is lost", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, repository, { files: { "start.txt": "0" } });
    const writers = Array.from({ length: 8 }, (_, at) =>
      aCommit(ctx, repository, {
        files: { [`w${at}.txt`]: "same text", [`w${at}.bin`]: `\0${at}` },
      }),
    );
    const commits = await Promise.all(writers);
    expect(new Set(commits.map(({ commit }) => commit)).size).toBe(8);
    const git = await asGitRepository(ctx, repository);
    expect(await git("fsck", "--full", "--strict", "--no-dangling")).toBe("");
    expect((await git("rev-list", "--count", "main")).trim()).toBe("9");
    expect((await git("ls-tree", "--name-only", "main")).split("\n")).toHaveLength(19);
  });

  it("REP-3: exactly one of many who saw the same head wins", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const { commit } = await aCommit(ctx, repository, { files: { "a.txt": "0" } });
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, (_, at) =>
        aCommit(ctx, repository, { files: { "a.txt": `${at + 1}` }, expectedHead: commit }),
      ),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("knowing a hash is not owning the file", () => {
  const secret = randomBytes(3000);
  const hash = createHash("sha256").update(secret).digest("hex");
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${hash}\nsize 3000\n`;

  it("REP-12: a commit cannot name what its author may not read", async () => {
    const mine = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, mine, { files: { "secret.bin": secret } });
    const theirs = base.as(mallory);
    const repository = await aRepository(base, { owner: mallory });
    expect(await mayUseContent(theirs, repository, hash)).toBe(false);
    const sources = [{ sha256: hash }, { bytes: Buffer.from(pointer) }];
    for (const source of sources) {
      const operations: Change[] = [{ op: "put", path: "stolen.bin", source }];
      const changes = { branch: "main", title: "Take", operations };
      expect((await refusal(commitChanges(theirs, repository, changes))).code).toBe(
        "content-unknown",
      );
    }
  });

  it("REP-12: who can read a repository that holds it may name it, and gets the same bytes", async () => {
    const open = await aRepository(ctx, { owner: alice, grants: PUBLIC });
    await aCommit(ctx, open, { files: { "shared.bin": secret } });
    const theirs = base.as(mallory);
    const repository = await aRepository(base, { owner: mallory });
    const source = { bytes: Buffer.from(pointer) };
    const operations: Change[] = [
      { op: "put", path: "a.bin", source: { sha256: hash, sizeBytes: 3000 } },
      { op: "put", path: "b.bin", source },
    ];
    const { commit } = await aCommit(theirs, repository, { operations });
    for (const path of ["a.bin", "b.bin"]) {
      expect(await readSmallFile(theirs, repository, { commit, path })).toEqual(secret);
    }
    const lie: Change = { op: "put", path: "c.bin", source: { sha256: hash, sizeBytes: 3001 } };
    const problem = await refusal(aCommit(theirs, repository, { operations: [lie] }));
    expect(problem.code).toBe("size-mismatch");
  });

  it("REP-12: what was uploaded to a namespace may be named there for a day", async () => {
    const bytes = randomBytes(200);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const mine = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, mine, { files: { "x.bin": bytes } });
    const second = await aRepository(ctx, { owner: alice });
    expect(await mayUseContent(ctx, second, sha256)).toBe(true);
    expect(await mayUseContent(base.as(mallory), second, sha256)).toBe(true);
    await base.db
      .updateTable("content_uploads")
      .set({ uploaded_at: new Date(0) })
      .execute();
    expect(await mayUseContent(base.as(mallory), second, sha256)).toBe(false);
    expect(await mayUseContent(ctx, second, sha256)).toBe(true);
  });
});

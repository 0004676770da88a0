import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { DELIMITER_PACKET, FLUSH_PACKET, hashObject, packetOf } from "../../platform/git/index.ts";
import { packOf, wholeEntry } from "../../platform/git/testing/packs.ts";
import { aHubUser, aToken, HubClient, testHub } from "../../testing/hub.ts";
import { bodyOf, callGit, pushBody } from "./testing/git-requests.ts";

const hub = await testHub();
const owner = await aHubUser(hub);
const stranger = await aHubUser(hub);
const repo = await owner.client.createRepo({}, { "a.txt": "one" });
const hidden = await owner.client.createRepo({ private: true });
const infoOf = (name: string, service = "git-upload-pack") =>
  `/${name}/info/refs?service=${service}`;
const LS_REFS = bodyOf(
  "command=ls-refs\n",
  DELIMITER_PACKET,
  "symrefs\n",
  "unborn\n",
  FLUSH_PACKET,
);
const lsRefs = (name: string) => ({ repo: name, service: "upload-pack", body: LS_REFS }) as const;

describe("BEY-1: the refs of a repository", () => {
  it("are told afresh each time, in the version that is asked for", async () => {
    for (const [header, first] of [
      ["version=2", "version 2"],
      ["version=1", "version 1"],
      ["", "refs/heads/main"],
    ] as const) {
      const response = await hub.anonymous.get(infoOf(repo), { "git-protocol": header });
      expect(response.statusCode).toBe(200);
      expect(response.headers["content-type"]).toBe("application/x-git-upload-pack-advertisement");
      expect(response.headers["cache-control"]).toBe("no-cache");
      expect(response.body).toContain(first);
    }
  });

  it("of a repository without commits are its unborn branch", async () => {
    const empty = await owner.client.createRepo({ private: true });
    const response = await callGit(owner.client, lsRefs(empty));
    expect(response.body).toMatch(/HEAD symref-target:refs\/heads\/main/);
  });

  it("are not told to the protocol of before 2010", async () => {
    for (const url of [`/${repo}/info/refs`, infoOf(repo, "git-upload-archive")]) {
      const response = await hub.anonymous.get(url);
      expect([response.statusCode, response.headers["content-type"]]).toEqual([
        403,
        "text/plain; charset=utf-8",
      ]);
    }
  });
});

describe("PLT-6: git asks for credentials", () => {
  it("where there is something to hide, and says nothing else", async () => {
    for (const name of [hidden, `${owner.name}/none`, "nobody/none"]) {
      const response = await hub.anonymous.get(infoOf(name));
      expect(response.statusCode).toBe(401);
      expect(response.headers["www-authenticate"]).toBe('Basic realm="Open Gallery"');
      expect((await stranger.client.get(infoOf(name))).statusCode).toBe(404);
    }
    const push = await hub.anonymous.get(infoOf(repo, "git-receive-pack"));
    expect(push.statusCode).toBe(401);
    expect((await stranger.client.get(infoOf(repo, "git-receive-pack"))).statusCode).toBe(403);
  });

  it("and takes a token as the password or as the name", async () => {
    const { token } = owner;
    for (const pair of [`anything:${token}`, `${token}:`, `${token}:x-oauth-basic`]) {
      const client = new HubClient(hub.app, { authorization: `Basic ${btoa(pair)}` });
      expect((await client.get(infoOf(hidden, "git-receive-pack"))).statusCode).toBe(200);
    }
    const wrong = new HubClient(hub.app, { authorization: `Basic ${btoa("a:hf_og_wrong")}` });
    expect((await wrong.get(infoOf(hidden))).statusCode).toBe(401);
    const read = await aToken(hub.ctx, owner.viewer, "read");
    const reader = new HubClient(hub.app, { authorization: `Basic ${btoa(`x:${read}`)}` });
    expect((await reader.get(infoOf(hidden))).statusCode).toBe(200);
    expect((await reader.get(infoOf(hidden, "git-receive-pack"))).statusCode).toBe(403);
  });
});

describe("BEY-1: bodies", () => {
  it("come packed, too", async () => {
    const packed = { ...lsRefs(repo), body: gzipSync(LS_REFS) };
    const response = await callGit(hub.anonymous, packed, { "content-encoding": "gzip" });
    expect(response.body).toContain("refs/heads/main");
  });

  const fetchOf = (...args: string[]) =>
    bodyOf("command=fetch", DELIMITER_PACKET, ...args, FLUSH_PACKET);
  const expectTold = (response: { statusCode: number; body: string }, words: RegExp) => {
    expect(response.statusCode).toBe(200);
    expect(response.body).toMatch(/^[0-9a-f]{4}ERR /);
    expect(response.body).toMatch(words);
  };

  it.each<[string, Buffer, RegExp]>([
    ["no packets", Buffer.from("hello world"), /bad line length/],
    ["half a packet", Buffer.from("00ffcommand"), /ends too early/],
    ["no command", FLUSH_PACKET, /invalid command/],
    ["another command", bodyOf("command=object-info", FLUSH_PACKET), /invalid command/],
    ["another hash", bodyOf("object-format=sha256", FLUSH_PACKET), /sha1/],
    ["nothing wanted", fetchOf("done"), /nothing is wanted/],
    ["an unknown object", fetchOf(`want ${"1".repeat(40)}`, "done"), /not our ref/],
    ["an unknown filter", fetchOf("filter sparse:oid=x"), /is not offered/],
    ["a depth of nothing", fetchOf("deepen 0"), /positive number/],
  ])("with %s are answered in words that git shows", async (_case, body, words) => {
    expectTold(await callGit(hub.anonymous, { ...lsRefs(repo), body }), words);
  });

  it.each([
    ["gzip", /cannot be unpacked/],
    ["br", /Content-Encoding: br/],
  ])("that only say they are packed by %s are answered so, too", async (encoding, words) => {
    const headers = { "content-encoding": encoding };
    expectTold(await callGit(hub.anonymous, lsRefs(repo), headers), words);
  });

  it("without any ref are answered with nothing: a client only asks whether it may", async () => {
    const body = { repo, service: "receive-pack", body: FLUSH_PACKET } as const;
    const response = await callGit(owner.client, body);
    expect([response.statusCode, response.body]).toEqual([200, ""]);
  });
});

const person = "Ada <ada@example.org> 1700000000 +0000";
const aBlob = Buffer.from("text\n");
const blobId = hashObject("blob", aBlob);
const treeOf = (...entries: (readonly [mode: string, name: string, oid: string])[]) =>
  Buffer.concat(
    entries.map(([mode, name, oid]) =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, "hex")]),
    ),
  );
const commitOf = (tree: Buffer, { author = person, parent = "" } = {}) =>
  Buffer.from(
    `tree ${hashObject("tree", tree)}\n${parent}author ${author}\ncommitter ${person}\n\nOne\n`,
  );

async function push(tree: Buffer, commit: Buffer = commitOf(tree)) {
  const entries = [
    wholeEntry("blob", aBlob),
    wholeEntry("tree", tree),
    wholeEntry("commit", commit),
  ];
  const ref = { ref: "refs/heads/new", to: hashObject("commit", commit) };
  const body = pushBody([ref], packOf(entries));
  const target = await owner.client.createRepo({}, { "a.txt": "one" });
  const response = await callGit(owner.client, { repo: target, service: "receive-pack", body });
  const refs = await callGit(owner.client, lsRefs(target));
  return { answer: response.body, isThere: refs.body.includes("refs/heads/new") };
}

describe("REP-4: a push of objects that git's own checks refuse", () => {
  it("is taken when nothing is wrong", async () => {
    const { answer, isThere } = await push(treeOf(["100644", "a", blobId]));
    expect([answer, isThere]).toEqual([expect.stringContaining("ok refs/heads/new"), true]);
  });

  const missing = "1".repeat(40);
  it.each<[string, Buffer, RegExp]>([
    ["a folder .git", treeOf(["40000", ".git", blobId]), /\.git: contains a segment/],
    ["a file ..", treeOf(["100644", "..", blobId]), /segment '\.\.'/],
    ["a name for another system's .git", treeOf(["100644", "GIT~1", blobId]), /GIT~1/],
    ["a slash in a name", treeOf(["100644", "a/b", blobId]), /contains '\/'/],
    ["a control character", treeOf(["100644", "a\u0001", blobId]), /control character/],
    ["a name twice", treeOf(["100644", "a", blobId], ["100644", "a", blobId]), /order/],
    ["names in the wrong order", treeOf(["100644", "b", blobId], ["100644", "a", blobId]), /order/],
    [
      "names that look the same",
      treeOf(["100644", "e\u0301", blobId], ["100644", "é", blobId]),
      /normalisation/,
    ],
    [
      "a name that is no text",
      Buffer.concat([Buffer.from("100644 "), Buffer.from([0xff, 0]), Buffer.from(blobId, "hex")]),
      /Unicode/,
    ],
    ["an unknown mode", treeOf(["100600", "a", blobId]), /mode "100600"/],
    ["a file that is not there", treeOf(["100644", "a", missing]), /is not here/],
    ["a file that is a folder", treeOf(["40000", "a", blobId]), /is no tree/],
    [
      "settings of submodules as a link",
      treeOf(["120000", ".gitmodules", blobId]),
      /must be a file/,
    ],
    ["a tree that is cut", treeOf(["100644", "a", blobId]).subarray(0, 20), /cut short/],
  ])("is refused with %s", async (_case, tree, words) => {
    const { answer, isThere } = await push(tree);
    expect(answer).toMatch(words);
    expect(answer).toContain("ng refs/heads/new");
    expect(isThere).toBe(false);
  });

  it("takes submodules, whose commits lie elsewhere", async () => {
    const { isThere } = await push(treeOf(["160000", "lib", missing]));
    expect(isThere).toBe(true);
  });

  const tree = treeOf(["100644", "a", blobId]);
  it.each<[string, Buffer, RegExp]>([
    ["of nobody", commitOf(tree, { author: "nobody" }), /names nobody/],
    [
      "after a parent that is not here",
      commitOf(tree, { parent: `parent ${missing}\n` }),
      /is not here/,
    ],
    ["without a committer", Buffer.from(`tree ${hashObject("tree", tree)}\n\nx`), /malformed/],
    ["with a NUL", Buffer.from(`${commitOf(tree).toString()}\0`), /NUL/],
  ])("is refused with a commit %s", async (_case, commit, words) => {
    const { answer, isThere } = await push(tree, commit);
    expect([answer, isThere]).toEqual([expect.stringMatching(words), false]);
  });

  it("is refused when it was damaged on its way", async () => {
    const pack = packOf([wholeEntry("blob", aBlob)]);
    pack[pack.length - 1] = (pack.at(-1) ?? 0) ^ 1;
    const body = pushBody([{ ref: "refs/heads/x", to: blobId }], pack);
    const response = await callGit(owner.client, { repo, service: "receive-pack", body });
    expect(response.body).toContain("unpack the pack was damaged on its way");
  });

  it("is refused with names that no ref may have", async () => {
    for (const ref of [
      "refs/heads/a..b",
      "refs/heads/",
      "HEAD",
      "refs/heads/x.lock",
      "refs/pr/1",
    ]) {
      const commit = commitOf(tree);
      const to = hashObject("commit", commit);
      const entries = [wholeEntry("blob", aBlob), wholeEntry("tree", tree)];
      const pack = packOf([...entries, wholeEntry("commit", commit)]);
      const body = pushBody([{ ref, to }], pack);
      const response = await callGit(owner.client, { repo, service: "receive-pack", body });
      expect(response.body).toContain(`ng ${ref}`);
    }
  });

  it("says which lines are no commands", async () => {
    const body = bodyOf("old new ref\n", FLUSH_PACKET, packetOf("x"));
    const response = await callGit(owner.client, { repo, service: "receive-pack", body });
    expect(response.body).toContain("expected old, new and ref");
  });
});

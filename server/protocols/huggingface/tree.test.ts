import { describe, expect, it } from "vitest";
import { aHubUser, fileLine, testHub } from "../../testing/hub.ts";

const hub = await testHub();
const owner = await aHubUser(hub);
const repo = await owner.client.createRepo(
  {},
  { "a.txt": "one", "sub/b.txt": "two", "sub/deep/c.txt": "three", "weights.bin": "\0binary" },
);
const TREE = `/api/models/${repo}/tree/main`;

type Item = { type: string; path: string; size: number; oid: string };
const paths = (items: Item[]) => items.map(({ path }) => path).toSorted();

describe("BEY-1: trees", () => {
  it("list one folder: folders by their tree, large files by their own size and hash", async () => {
    const items = (await hub.anonymous.get(TREE)).json<Item[]>();
    expect(paths(items)).toEqual([".gitattributes", "a.txt", "sub", "weights.bin"]);
    expect(items).toContainEqual({
      type: "directory",
      oid: expect.stringMatching(/^[0-9a-f]{40}$/),
      size: 0,
      path: "sub",
    });
    expect(items).toContainEqual({
      type: "file",
      oid: expect.stringMatching(/^[0-9a-f]{40}$/),
      size: 7,
      path: "weights.bin",
      lfs: {
        oid: expect.stringMatching(/^[0-9a-f]{64}$/),
        size: 7,
        pointerSize: 126,
      },
    });
  });

  it.each(["true", "True", "1"])("list all below with recursive=%s, folders too", async (flag) => {
    const items = (await hub.anonymous.get(`${TREE}?recursive=${flag}`)).json<Item[]>();
    expect(paths(items)).toEqual(
      [".gitattributes", "a.txt", "sub", "sub/b.txt", "sub/deep", "sub/deep/c.txt"].concat(
        "weights.bin",
      ),
    );
  });

  it("list a folder by its path, its slashes encoded or not", async () => {
    for (const folder of ["sub/deep", "sub%2Fdeep", "sub/deep/"]) {
      const items = (await hub.anonymous.get(`${TREE}/${folder}`)).json<Item[]>();
      expect(paths(items)).toEqual(["sub/deep/c.txt"]);
    }
  });

  it("say with expand who changed each last and what waits for its scan", async () => {
    const items = (await hub.anonymous.get(`${TREE}?expand=True`)).json<Item[]>();
    const commits = (await hub.anonymous.get(`/api/models/${repo}/commits/main`)).json<
      { id: string }[]
    >();
    const lastCommit = {
      id: commits[0]?.id,
      title: "Change files",
      date: expect.stringMatching(/Z$/),
    };
    expect(items.find(({ path }) => path === "a.txt")).toMatchObject({
      lastCommit,
      securityFileStatus: { status: "queued", avScan: null, pickleImportScan: null },
    });
    expect(items.find(({ path }) => path === "sub")).toMatchObject({ lastCommit });
  });

  it("come in pages joined by absolute links that keep the query", async () => {
    const seen: string[] = [];
    let url: string | undefined = `${TREE}?recursive=true&expand=false&limit=2`;
    while (url !== undefined) {
      const response = await hub.anonymous.get(url);
      const items = response.json<Item[]>();
      expect(items.length).toBeLessThanOrEqual(2);
      seen.push(...items.map(({ path }) => path));
      url = nextOf(response.headers.link);
      if (url === undefined) continue;
      expect(url).toMatch(/^http:\/\/localhost:7860\/api\/models\//);
      expect(new URL(url).searchParams.get("recursive")).toBe("true");
      expect(new URL(url).searchParams.get("limit")).toBe("2");
    }
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
  });

  it("of thousands of files come in pages of 1000", async () => {
    const many = await owner.client.createRepo();
    const lines = Array.from({ length: 1200 }, (_, at) => fileLine(`f/${at}.txt`, `${at}`));
    await owner.client.commit(`/api/models/${many}/commit/main`, lines);
    const first = await hub.anonymous.get(`/api/models/${many}/tree/main/f`);
    expect(first.json<Item[]>()).toHaveLength(1000);
    const second = await hub.anonymous.get(nextOf(first.headers.link) ?? "");
    expect([second.json<Item[]>().length, second.headers.link]).toEqual([200, undefined]);
    const expanded = await hub.anonymous.get(`/api/models/${many}/tree/main/f?expand=true`);
    expect(expanded.json<Item[]>()).toHaveLength(100);
  });
});

describe("BEY-1: paths-info", () => {
  const url = `/api/models/${repo}/paths-info/main`;
  const form = (payload: string) =>
    hub.anonymous.send({
      method: "POST",
      url,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload,
    });

  it("takes a form from Python and JSON from JavaScript, and leaves out what is not there", async () => {
    const answers = [
      await form("paths=a.txt&paths=sub&paths=none&expand=false"),
      await hub.anonymous.post(url, { paths: ["a.txt", "sub", "none"], expand: false }),
    ];
    for (const response of answers) {
      expect(response.statusCode).toBe(200);
      const items = response.json<Item[]>();
      expect(paths(items)).toEqual(["a.txt", "sub"]);
      expect(items.every((item) => !("lastCommit" in item))).toBe(true);
    }
  });

  it("expands in both forms, one path or many", async () => {
    const answers = [
      await form("paths=a.txt&expand=true"),
      await form("paths=a.txt&expand=True"),
      await hub.anonymous.post(url, { paths: "a.txt", expand: true }),
    ];
    for (const response of answers) {
      expect(response.json()).toMatchObject([{ path: "a.txt", lastCommit: {} }]);
    }
  });

  it("knows no path outside, and refuses what is no list of paths", async () => {
    const outside = await hub.anonymous.post(url, { paths: ["../a.txt", "", "/a.txt", "a.txt/"] });
    expect(outside.json<Item[]>().filter(({ type }) => type === "file")).toEqual([]);
    expect((await form("__proto__=x")).statusCode).toBe(400);
    expect((await hub.anonymous.post(url, { paths: 7 })).statusCode).toBe(400);
    const tooMany = Array.from({ length: 10_001 }, () => "a");
    expect((await hub.anonymous.post(url, { paths: tooMany })).statusCode).toBe(400);
  });
});

function nextOf(link: number | string | string[] | undefined): string | undefined {
  return /^<([^>]+)>; rel="next"$/.exec(String(link ?? ""))?.[1];
}

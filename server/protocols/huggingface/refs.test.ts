import { describe, expect, it } from "vitest";
import { aHubUser, fileLine, testHub } from "../../testing/hub.ts";

const hub = await testHub();
const owner = await aHubUser(hub);
const repo = await owner.client.createRepo();
const base = `/api/models/${repo}`;
for (const number of [1, 2, 3, 4, 5]) {
  const header = { summary: `Commit ${number}`, description: `the ${number}.` };
  await owner.client.commit(`${base}/commit/main`, [fileLine("a.txt", `${number}`)], header);
}

type Commit = { id: string; title: string; message: string };
const titles = (commits: Commit[]) => commits.map(({ title }) => title);

describe("BEY-1: branches and tags", () => {
  it("are listed with their commits; pull requests only when asked for", async () => {
    const { sha } = (await hub.anonymous.get(base)).json<{ sha: string }>();
    const branch = `${base}/branch/${encodeURIComponent("feature/x")}`;
    expect((await owner.client.post(branch, {})).statusCode).toBe(200);
    await owner.client.post(`${base}/tag/main`, { tag: "v1" });
    await owner.client.post(`${base}/tag/main`, { tag: "v2", message: "the second" });
    const refs = await hub.anonymous.get(`${base}/refs`);
    expect(refs.json()).toEqual({
      branches: [
        { name: "feature/x", ref: "refs/heads/feature/x", targetCommit: sha },
        { name: "main", ref: "refs/heads/main", targetCommit: sha },
      ],
      tags: [
        { name: "v1", ref: "refs/tags/v1", targetCommit: sha },
        { name: "v2", ref: "refs/tags/v2", targetCommit: sha },
      ],
      converts: [],
    });
    const asked = await hub.anonymous.get(`${base}/refs?include_prs=1`);
    expect(asked.json()).toMatchObject({ pullRequests: [] });
  });

  it("begin where one says, and go away again", async () => {
    const commits = (await hub.anonymous.get(`${base}/commits/main`)).json<Commit[]>();
    const first = commits.at(-1)?.id ?? "";
    const branch = { method: "DELETE", url: `${base}/branch/first` } as const;
    await owner.client.post(`${base}/branch/first`, { startingPoint: first });
    const at = (await hub.anonymous.get(`${base}/revision/first`)).json<{ sha: string }>();
    expect(at.sha).toBe(first);
    await owner.client.post(`${base}/tag/first`, { tag: "begin" });
    expect((await owner.client.send(branch)).statusCode).toBe(200);
    const again = await owner.client.send(branch);
    expect([again.statusCode, again.headers["x-error-code"]]).toEqual([404, "RevisionNotFound"]);
    const tag = { method: "DELETE", url: `${base}/tag/begin` } as const;
    expect((await owner.client.send(tag)).statusCode).toBe(200);
    expect((await owner.client.send(tag)).statusCode).toBe(404);
    const main = { method: "DELETE", url: `${base}/branch/main` } as const;
    expect((await owner.client.send(main)).statusCode).toBe(403);
  });

  it("a branch that is there stays with overwrite, and one without commits is refused", async () => {
    const post = async (body: object) =>
      (await owner.client.post(`${base}/branch/main`, body)).statusCode;
    expect(await post({ overwrite: true })).toBe(200);
    expect(await post({ overwrite: true, startingPoint: "main" })).toBe(409);
    expect(await post({ emptyBranch: true })).toBe(400);
  });

  it.each(["a..b", "a b", "refs/heads/x", "-x", "x.lock"])("refuse the name %j", async (name) => {
    const response = await owner.client.post(`${base}/branch/${encodeURIComponent(name)}`, {});
    expect(response.statusCode).toBe(422);
  });
});

describe("REP-2: commits", () => {
  it("come newest first with title, message, date and author", async () => {
    const response = await hub.anonymous.get(`${base}/commits/main?limit=1`);
    expect(response.json()).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{40}$/),
        title: "Commit 5",
        message: "the 5.",
        date: expect.stringMatching(/Z$/),
        authors: [{ user: owner.name }],
      },
    ]);
    expect(response.headers["x-total-count"]).toBe("6");
  });

  it("come in pages by link", async () => {
    const first = await hub.anonymous.get(`${base}/commits/main?limit=4`);
    expect(titles(first.json())).toEqual(["Commit 5", "Commit 4", "Commit 3", "Commit 2"]);
    const next = /<([^>]+)>/.exec(String(first.headers.link))?.[1] ?? "";
    const second = await hub.anonymous.get(next);
    expect(titles(second.json())).toEqual(["Commit 1", "Create the repository"]);
    expect(second.headers.link).toBeUndefined();
  });

  it("come in pages by number", async () => {
    const page = async (p: number) =>
      titles((await hub.anonymous.get(`${base}/commits/main?limit=4&p=${p}`)).json());
    expect(await page(0)).toEqual(["Commit 5", "Commit 4", "Commit 3", "Commit 2"]);
    expect(await page(1)).toEqual(["Commit 1", "Create the repository"]);
    expect(await page(2)).toEqual([]);
    const far = await hub.anonymous.get(`${base}/commits/main?limit=1000&p=10`);
    expect(far.statusCode).toBe(400);
  });
});

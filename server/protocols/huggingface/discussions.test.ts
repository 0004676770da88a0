import { describe, expect, it } from "vitest";
import { aHubUser, aToken, fileLine, HubClient, testHub } from "../../testing/hub.ts";

const hub = await testHub();
const owner = await aHubUser(hub);
const reader = await aHubUser(hub);

async function aRepo(): Promise<string> {
  return owner.client.createRepo({}, { "a.txt": "one\ntwo\n" });
}

const api = (repo: string) => `/api/models/${repo}`;
const LINES = [fileLine("a.txt", "one\nthree\n")];

describe("discussions by the hub's calls", () => {
  it("COM-1: are opened, answered, renamed, closed and read as clients read them", async () => {
    const repo = await aRepo();
    const base = `${api(repo)}/discussions`;
    const opened = await reader.client.post(base, {
      title: "Why",
      description: "*So*",
      pullRequest: false,
    });
    expect(opened.json()).toMatchObject({ num: 1, pullRequest: false });
    const said = await owner.client.post(`${base}/1/comment`, { comment: "<b>No</b>\n\nreason" });
    const { newMessage } = said.json<{ newMessage: { id: string; data: object } }>();
    expect(newMessage).toMatchObject({
      type: "comment",
      author: { name: owner.name },
      data: {
        edited: false,
        hidden: false,
        latest: { raw: "<b>No</b>\n\nreason", html: "<p>&lt;b&gt;No&lt;/b&gt;</p>\n<p>reason</p>" },
        history: [],
      },
    });
    expect(newMessage.id).toMatch(/^[0-9a-f]{24}$/);
    const edit = { content: "Because" };
    const edited = await owner.client.post(`${base}/1/comment/${newMessage.id}/edit`, edit);
    expect(edited.json()).toMatchObject({
      updatedComment: { data: { edited: true, latest: { raw: "Because" }, history: [{}] } },
    });
    const renamed = await reader.client.post(`${base}/1/title`, { title: "Why not" });
    expect(renamed.json()).toMatchObject({ newTitle: { data: { from: "Why", to: "Why not" } } });
    const closed = await reader.client.post(`${base}/1/status`, {
      status: "closed",
      comment: "Ok",
    });
    expect(closed.json()).toMatchObject({ newStatus: { data: { status: "closed" } } });
    const hidden = await owner.client.post(`${base}/1/comment/${newMessage.id}/hide`, {});
    expect(hidden.json()).toMatchObject({
      updatedComment: { data: { hidden: true, latest: { raw: "" }, history: [] } },
    });
    const details = (await hub.anonymous.get(`${base}/1`)).json<{ events: { type: string }[] }>();
    expect(details).toMatchObject({
      num: 1,
      title: "Why not",
      status: "closed",
      isPullRequest: false,
      author: { name: reader.name },
      repo: { name: repo, type: "model" },
    });
    expect(details.events.map(({ type }) => type)).toEqual([
      "comment",
      "comment",
      "title-change",
      "comment",
      "status-change",
    ]);
  });

  it("COM-1: are listed by numbered pages and filters", async () => {
    const repo = await aRepo();
    const base = `${api(repo)}/discussions`;
    for (const pullRequest of [false, true]) {
      await reader.client.post(base, { title: "One more", description: "Text", pullRequest });
    }
    await owner.client.post(`${base}/1/status`, { status: "closed" });
    const nums = async (query: string) => {
      const answer = (await hub.anonymous.get(`${base}?${query}`)).json<{
        discussions: { num: number; status: string }[];
        count: number;
        start: number;
      }>();
      return [answer.discussions.map(({ num }) => num), answer.count, answer.start];
    };
    expect(await nums("p=0")).toEqual([[2, 1], 2, 0]);
    expect(await nums("p=0&type=pull_request&status=open")).toEqual([[2], 1, 0]);
    expect(await nums("p=0&status=closed&type=all")).toEqual([[1], 1, 0]);
    expect(await nums(`p=0&author=${owner.name}`)).toEqual([[], 0, 0]);
    expect(await nums("p=1")).toEqual([[], 2, 50]);
  });

  it("COM-1: are switched off and on by the settings", async () => {
    const repo = await aRepo();
    const base = `${api(repo)}/discussions`;
    const set = (discussionsDisabled: boolean) =>
      owner.client.send({
        method: "PUT",
        url: `${api(repo)}/settings`,
        payload: { discussionsDisabled },
      });
    const ask = () => reader.client.post(base, { title: "May I", description: "ask?" });
    expect((await set(true)).statusCode).toBe(200);
    expect((await ask()).statusCode).toBe(403);
    expect((await set(false)).statusCode).toBe(200);
    expect((await ask()).statusCode).toBe(200);
  });

  it("COM-1: of bad input say what is wrong", async () => {
    const base = `${api(await aRepo())}/discussions`;
    for (const [path, body] of [
      ["", { title: "x", description: "short title" }],
      ["", { title: "Long enough", description: " " }],
      ["", { title: "a".repeat(201), description: "too long" }],
      ["/1/status", { status: "merged" }],
    ] as const) {
      expect((await reader.client.post(base + path, body)).statusCode).toBe(400);
    }
    const missing = await reader.client.post(`${base}/7/comment`, { comment: "Where?" });
    expect(missing.statusCode).toBe(404);
    expect(missing.headers["x-error-code"]).toBeUndefined();
    expect((await reader.client.get(`${base}/99999999999`)).statusCode).toBe(404);
  });
});

describe("pull requests by the hub's calls", () => {
  it("REP-1: a reader commits with create_pr, then to its own ref, and nowhere else", async () => {
    const repo = await aRepo();
    const asked = { files: [{ path: "b.txt", sample: "", size: 1 }] };
    const preupload = await reader.client.post(`${api(repo)}/preupload/main?create_pr=1`, asked);
    expect(preupload.statusCode).toBe(200);
    const created = await reader.client.commit(`${api(repo)}/commit/main?create_pr=1`, LINES);
    const { pullRequestUrl } = created.json<{ pullRequestUrl: string }>();
    expect(pullRequestUrl).toMatch(new RegExp(`/${repo}/discussions/1$`));
    const pr = `${api(repo)}/commit/${encodeURIComponent("refs/pr/1")}`;
    expect((await reader.client.commit(pr, [fileLine("b.txt", "b")])).statusCode).toBe(200);
    const stranger = await aHubUser(hub);
    const refusals = [
      await reader.client.commit(`${api(repo)}/commit/main`, LINES),
      await stranger.client.commit(pr, LINES),
      await stranger.client.post(
        `${api(repo)}/preupload/${encodeURIComponent("refs/pr/1")}`,
        asked,
      ),
      await stranger.client.get(`${api(repo)}/xet-write-token/${encodeURIComponent("refs/pr/1")}`),
      await reader.client.get(`${api(repo)}/xet-write-token/main`),
    ];
    expect(refusals.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403, 403, 403]);
    expect((await hub.anonymous.commit(pr, LINES)).statusCode).toBe(401);
    const readOnly = new HubClient(hub.app, {
      authorization: `Bearer ${await aToken(hub.ctx, reader.viewer, "read")}`,
    });
    const refused = await readOnly.commit(`${api(repo)}/commit/main?create_pr=1`, LINES);
    expect(refused.statusCode).toBe(403);
    const file = await hub.anonymous.get(
      `/${repo}/resolve/${encodeURIComponent("refs/pr/1")}/b.txt`,
    );
    expect(file.body).toBe("b");
    const refs = (await hub.anonymous.get(`${api(repo)}/refs?include_prs=1`)).json<{
      branches: { name: string }[];
      pullRequests: { ref: string; targetCommit: string }[];
    }>();
    expect(refs.branches.map(({ name }) => name)).toEqual(["main"]);
    expect(refs.pullRequests.map(({ ref }) => ref)).toEqual(["refs/pr/1"]);
    expect(file.headers["x-repo-commit"]).toBe(refs.pullRequests[0]?.targetCommit);
  });

  it("REP-1: against a commit, or a branch that is not there, is RevisionNotFound", async () => {
    const repo = await aRepo();
    const { sha } = (await hub.anonymous.get(api(repo))).json<{ sha: string }>();
    for (const rev of [sha, "none"]) {
      const answer = await reader.client.commit(`${api(repo)}/commit/${rev}?create_pr=1`, LINES);
      expect(answer.headers["x-error-code"]).toBe("RevisionNotFound");
    }
    expect((await hub.anonymous.get(`${api(repo)}/discussions`)).json()).toMatchObject({
      count: 0,
    });
  });

  it("REP-1: a commit that is refused leaves no pull request behind", async () => {
    const repo = await aRepo();
    const lines = [{ key: "deletedFile", value: { path: "none.txt" } }];
    const answer = await reader.client.commit(`${api(repo)}/commit/main?create_pr=1`, lines);
    expect(answer.statusCode).toBe(404);
    expect((await hub.anonymous.get(`${api(repo)}/discussions`)).json()).toMatchObject({
      count: 0,
    });
    const refs = await hub.anonymous.get(`${api(repo)}/refs?include_prs=true`);
    expect(refs.json()).toMatchObject({ pullRequests: [] });
  });

  it("REP-1: details carry base, conflicts, diff and merge commit", async () => {
    const repo = await aRepo();
    await reader.client.commit(`${api(repo)}/commit/main?create_pr=1`, LINES);
    await owner.client.commit(`${api(repo)}/commit/main`, [fileLine("a.txt", "one\nfour\n")]);
    const url = `${api(repo)}/discussions/1`;
    const before = (await hub.anonymous.get(`${url}?diff=1`)).json<{ diff: string }>();
    expect(before).toMatchObject({
      changes: { base: "refs/heads/main" },
      filesWithConflicts: ["a.txt"],
    });
    expect(before.diff).toContain("-two\n+three\n");
    const refused = await owner.client.post(`${url}/merge`, {});
    expect(refused.statusCode).toBe(409);
    await reader.client.commit(`${api(repo)}/commit/main?create_pr=1`, [fileLine("c.txt", "c")]);
    expect((await reader.client.post(`${api(repo)}/discussions/2/merge`, {})).statusCode).toBe(403);
    expect((await owner.client.post(`${api(repo)}/discussions/2/merge`, {})).statusCode).toBe(200);
    const { sha } = (await hub.anonymous.get(api(repo))).json<{ sha: string }>();
    expect((await hub.anonymous.get(`${api(repo)}/discussions/2`)).json()).toMatchObject({
      status: "merged",
      changes: { mergeCommitId: sha },
      filesWithConflicts: [],
    });
  });

  it("REP-4: large files of a reader travel by LFS on the reader's account", async () => {
    const repo = await aRepo();
    const oid = "a".repeat(64);
    const batch = { operation: "upload", objects: [{ oid, size: 5 }] };
    const url = `/${repo}.git/info/lfs/objects/batch`;
    const allowed = await reader.client.post(url, batch);
    expect(allowed.json()).toMatchObject({ objects: [{ actions: { upload: {} } }] });
    expect((await hub.anonymous.post(url, batch)).statusCode).toBe(401);
    const hidden = await owner.client.createRepo({ private: true });
    const refused = await reader.client.post(`/${hidden}.git/info/lfs/objects/batch`, batch);
    expect(refused.statusCode).toBe(404);
  });
});

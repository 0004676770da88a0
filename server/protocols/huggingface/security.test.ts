import { expect, it } from "vitest";
import { fixture, SYSTEM } from "../../platform/formats/pickle/testing/pickles.ts";
import { scanFiles } from "../../testing/settle.ts";
import { aHubUser, fileLine, testHub } from "../../testing/hub.ts";

const hub = await testHub();
const owner = await aHubUser(hub);
const repo = await owner.client.createRepo({}, { "a.txt": "one" });
await owner.client.commit(`/api/models/${repo}/commit/main`, [
  fileLine("evil.txt", SYSTEM),
  fileLine("model.txt", await fixture("ordinary-0.pkl")),
]);

type Item = { path: string; securityFileStatus?: unknown };
const filesOf = async (url: string) => {
  const items = (await hub.anonymous.get(url)).json<Item[]>();
  return new Map(items.map(({ path, securityFileStatus }) => [path, securityFileStatus]));
};

it("PLT-5: hub clients see what waits, and what was found, when they ask", async () => {
  const url = `/api/models/${repo}/tree/main`;
  expect((await filesOf(url)).get("evil.txt")).toBeUndefined();
  expect((await filesOf(`${url}?expand=true`)).get("evil.txt")).toEqual({
    status: "queued",
    avScan: null,
    pickleImportScan: null,
  });
  const info = `/api/models/${repo}?securityStatus=true`;
  expect((await hub.anonymous.get(info)).json()).toMatchObject({
    securityRepoStatus: { scansDone: false, filesWithIssues: [] },
  });
  await scanFiles(hub.ctx);
  const files = await filesOf(`${url}?expand=true`);
  expect(files.get("a.txt")).toEqual({ status: "safe", avScan: null, pickleImportScan: null });
  expect(files.get("evil.txt")).toEqual({
    status: "unsafe",
    avScan: null,
    pickleImportScan: {
      status: "unsafe",
      pickleImports: [{ module: "os", name: "system", safety: "dangerous" }],
    },
  });
  expect(files.get("model.txt")).toMatchObject({
    status: "safe",
    pickleImportScan: { status: "safe" },
  });
  expect((await hub.anonymous.get(info)).json()).toMatchObject({
    securityRepoStatus: {
      scansDone: true,
      filesWithIssues: [{ path: "evil.txt", level: "unsafe" }],
    },
  });
  const plain = await hub.anonymous.get(`/api/models/${repo}`);
  expect(plain.json()).not.toHaveProperty("securityRepoStatus");
});

it("PLT-5: paths-info tells the same of single files", async () => {
  const response = await hub.anonymous.post(`/api/models/${repo}/paths-info/main`, {
    paths: ["evil.txt"],
    expand: true,
  });
  expect(response.json()).toMatchObject([{ securityFileStatus: { status: "unsafe" } }]);
});

it("PLT-5: what was found in a private repository is nobody's business", async () => {
  const secret = await owner.client.createRepo({ private: true }, { "evil.txt": String(SYSTEM) });
  await scanFiles(hub.ctx);
  for (const url of [
    `/api/models/${secret}/tree/main?expand=true`,
    `/api/models/${secret}?securityStatus=true`,
    `/api/v1/repositories/model/${secret}/scans`,
    `/api/v1/repositories/model/${secret}/scans/main/evil.txt`,
  ]) {
    const [foreign, own] = [await hub.anonymous.get(url), await owner.client.get(url)];
    expect({ url, status: foreign.statusCode >= 401 && foreign.statusCode <= 404 }).toEqual({
      url,
      status: true,
    });
    expect(foreign.body).not.toContain("evil");
    expect({ url, status: own.statusCode }).toEqual({ url, status: 200 });
  }
});

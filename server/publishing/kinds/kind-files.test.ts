import { Readable } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import { PREVIEWABLE_SUFFIXES } from "#contract/publishing/kind-rules.ts";
import { wireDomains } from "../../app.ts";
import { editCard, getAsset } from "../../assets/index.ts";
import { tarBytes } from "../../platform/archives/index.ts";
import { fixture } from "../../platform/formats/pickle/testing/pickles.ts";
import { getFile, requireRepository } from "../../repositories/index.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aDraft, commitFiles, onboard, publishAndSettle } from "../../testing/publications.ts";
import { relistAsset } from "../relist-asset.ts";
import { unlistAsset } from "../unlist-asset.ts";
import { editFacts } from "./edit-facts.ts";
import { getFacts } from "./get-facts.ts";

const ctx = await testContext();
let owner: TestContext;
let stranger: TestContext;

beforeAll(async () => {
  wireDomains(ctx);
  owner = ctx.as(await anOrdinaryUser(ctx));
  stranger = ctx.as(await anOrdinaryUser(ctx));
  await onboard(owner);
});

const checksOf = ({ findings }: { findings: readonly { check: string }[] }) =>
  findings.map(({ check }) => check);

describe("PUB-11: an algorithm", () => {
  const paper = { paperTitle: "On owls", paperLink: "https://papers.example/owls" };

  it("PUB-11: tells of its paper to whoever sees it", async () => {
    const address = await aDraft(owner, "algorithm");
    await publishAndSettle(owner, address, paper);
    expect(await getFacts(stranger, address)).toEqual({
      facts: { ...paper, isCodeOpen: true },
      regions: ["default"],
    });
  });

  it.each(PREVIEWABLE_SUFFIXES)("PUB-11: open code is previewed: .%s", async (suffix) => {
    const address = await aDraft(owner, "algorithm", { [`code/a.${suffix}`]: "text" });
    const repository = await requireRepository(owner, address, "read");
    const at = { revision: "main", path: `code/a.${suffix}` };
    expect((await getFile(owner, repository, at)).preview).toMatch(/^(text|markdown|table)$/u);
  });

  it("PUB-11: closed code is seen on the shelf and read by nobody but its managers", async () => {
    const address = await aDraft(owner, "algorithm", { "train.py": "print(1)" });
    await publishAndSettle(owner, address, { isCodeOpen: false });
    expect((await getAsset(stranger, address)).state).toBe("published");
    await expectProblem(requireRepository(stranger, address, "read"), "forbidden");
    await requireRepository(owner, address, "read");
  });

  it("PUB-11: relisted with open code it is read; open code needs a licence", async () => {
    const address = await aDraft(owner, "algorithm", { "train.py": "print(1)" });
    await publishAndSettle(owner, address, { isCodeOpen: false, licence: undefined });
    await unlistAsset(owner, address);
    const refused = await expectProblem(
      editFacts(owner, address, { isCodeOpen: true }),
      "validation-failed",
    );
    expect(refused.issues).toMatchObject([{ pointer: "/licence", code: "required" }]);
    await editCard(owner, address, { settings: { licences: ["mit"] } });
    await editFacts(owner, address, { isCodeOpen: true });
    await relistAsset(owner, address);
    await requireRepository(stranger, address, "read");
  });
});

describe("PUB-14: what is made from a container image", () => {
  it("PUB-14: is not published with anything that the scan finds", async () => {
    const address = await aDraft(owner, "image", {});
    await commitFiles(owner, address, { "layer/model.pt": await fixture("evil-checkpoint.pt") });
    const listing = await publishAndSettle(owner, address);
    expect(listing.state).toBe("publish-failed");
    expect(listing.findings.find(({ check }) => check === "unsafe-file")).toMatchObject({
      isBlocking: true,
      path: "layer/model.pt",
    });
  });
});

describe("PUB-14: a saved image", () => {
  const secret = ["AKIA", "Q3EGRTZ5KXW2LMNP"].join("");
  const configOf = (env: string[]) => Buffer.from(JSON.stringify({ config: { Env: env } }));

  async function aSavedImage(config: Buffer): Promise<Buffer> {
    const layer = Buffer.alloc(3000, "layer");
    const files = [
      ["blobs/sha256/0a", layer],
      ["blobs/sha256/0b", config],
    ] as const;
    const archive = files.map(([name, body]) => ({
      name,
      sizeBytes: body.length,
      modifiedAt: new Date(0),
      isExecutable: false,
      compresses: false,
      read: () => Readable.from([body]),
    }));
    return Buffer.concat(await Array.fromAsync(tarBytes(Readable.from(archive))));
  }

  it("PUB-14: with a secret in its environment is not published, and tells its publisher", async () => {
    const address = await aDraft(owner, "image", {});
    await commitFiles(owner, address, {
      "image.tar": await aSavedImage(configOf([`KEY=${secret}`])),
    });
    const listing = await publishAndSettle(owner, address);
    expect(listing.state).toBe("publish-failed");
    expect(listing.findings).toContainEqual({
      check: "secret",
      isBlocking: true,
      path: "image.tar",
      message: "The configuration of the image in image.tar holds what looks like a secret",
    });
    expect(JSON.stringify(listing.findings)).not.toContain(secret);
    const notices = await ctx.db.selectFrom("notices").select("kind").execute();
    expect(notices.map(({ kind }) => kind)).toContain("scan-failed");
  });

  it.each([
    ["without one", (tar: Buffer) => tar],
    ["that ends in the middle", (tar: Buffer) => tar.subarray(0, 2000)],
    ["that is none", () => Buffer.from("no archive")],
  ])("PUB-14: %s is", async (_, damage) => {
    const address = await aDraft(owner, "image", {});
    const tar = await aSavedImage(configOf(["PATH=/usr/bin"]));
    await commitFiles(owner, address, { "image.tar": damage(tar) });
    expect((await publishAndSettle(owner, address)).state).toBe("published");
  });
});

describe("PUB-21: a skill", () => {
  it("PUB-21: is published by whoever is onboarded only", async () => {
    const newcomer = ctx.as(await anOrdinaryUser(ctx));
    const address = await aDraft(newcomer, "skill");
    await expectProblem(publishAndSettle(newcomer, address), "not-onboarded");
    await onboard(newcomer);
    expect((await publishAndSettle(newcomer, address)).state).toBe("published");
  });

  it.each([
    ["is not there", { "other.zip": "PK" }],
    ["is empty", { "package.zip": "" }],
    ["is a folder", { "package.zip/a.txt": "a" }],
  ])("PUB-21: is not published when its package %s", async (_, files) => {
    const listing = await publishAndSettle(owner, await aDraft(owner, "skill", files));
    expect(listing.state).toBe("publish-failed");
    expect(checksOf(listing)).toContain("package");
  });

  it("PUB-21: a path that leads out of the repository names nothing", async () => {
    const address = await aDraft(owner, "skill");
    const listing = await publishAndSettle(owner, address, { packagePath: "../../etc/passwd" });
    expect(listing.state).toBe("publish-failed");
  });
});

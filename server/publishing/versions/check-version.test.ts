import { beforeAll, describe, expect, it } from "vitest";
import type { Address } from "#contract/fields.ts";
import type { ReviewSubject } from "#contract/publishing/review.ts";
import { wireDomains } from "../../app.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { fixture } from "../../platform/formats/pickle/testing/pickles.ts";
import {
  listGitRefs,
  listRefs,
  openFile,
  requireRepository,
  resolveRevision,
} from "../../repositories/index.ts";
import { aUser, anOrdinaryUser } from "../../testing/accounts.ts";
import { A_PUBLICATION, anAsset, aPublishedAsset } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aCommit } from "../../testing/repositories.ts";
import { settle } from "../../testing/settle.ts";
import { publishAsset } from "../publish-asset.ts";
import { decideReview } from "../review/decide-review.ts";
import { listReviews } from "../review/list-reviews.ts";
import { addFirstVersion, addVersion } from "./add-version.ts";
import { discardVersion } from "./discard-version.ts";
import { getVersion } from "./get-version.ts";
import { retryVersion } from "./retry-version.ts";
import { asked, at, namesSeen } from "./testing/add-versions.ts";

const base = await testContext();
const administrator = await aUser(base);
const ctx = base.as(await anOrdinaryUser(base));
const stranger = base.as(await anOrdinaryUser(base));
beforeAll(() => wireDomains(base));

describe("PUB-5: the checks of a version", () => {
  it("look at its own commit, wherever that is, and wait for the scan", async () => {
    const address = await aPublishedAsset(ctx);
    const repository = await requireRepository(ctx, address, "read");
    const evil = await fixture("evil-checkpoint.pt");
    const { commit } = await aCommit(ctx, repository, { files: { "model.pt": evil } });
    await settle(base);
    await aCommit(ctx, repository, { operations: [{ op: "delete", path: "model.pt" }] });
    await settle(base);
    await addVersion(ctx, address, asked("1.0.0", { revision: commit }));
    await addVersion(ctx, address, asked("1.0.1"));
    await settle(base);
    const bad = await getVersion(ctx, at(address, "1.0.0"));
    expect(bad).toMatchObject({ status: "in-review", publishedAt: null });
    expect(bad.findings).toMatchObject([{ check: "unsafe-file", path: "model.pt" }]);
    expect(await getVersion(ctx, at(address, "1.0.1"))).toMatchObject({ status: "available" });
    await expectProblem(getVersion(stranger, at(address, "1.0.0")), "version-not-found");
    expect(await namesSeen(stranger, address)).toEqual(["1.0.1"]);
    const fresh = await aCommit(ctx, repository, { files: { "new.txt": "not scanned" } });
    await addVersion(ctx, address, asked("1.0.2", { revision: fresh.commit }));
    await base.events.deliverPending();
    expect(await getVersion(ctx, at(address, "1.0.2"))).toMatchObject({ status: "publishing" });
    await settle(base);
    expect(await getVersion(ctx, at(address, "1.0.2"))).toMatchObject({ status: "available" });
  });

  it("a reviewer approves or rejects it with a reason; the owner may try again or discard it", async () => {
    const address = await aPublishedAsset(ctx);
    const repository = await requireRepository(ctx, address, "read");
    const evil = await fixture("evil-checkpoint.pt");
    await aCommit(ctx, repository, { files: { "model.pt": evil } });
    await settle(base);
    await addVersion(ctx, address, asked("1.0.0"));
    await addVersion(ctx, address, asked("1.1.0"));
    await settle(base);
    expect(await openReviews(address, "commit")).toHaveLength(1);
    expect(await tagsSeen(stranger, address)).toEqual([]);
    expect(await tagsSeen(ctx, address)).toEqual(["1.0.0", "1.1.0"]);
    const shown = await requireRepository(stranger, address, "read");
    await expectProblem(resolveRevision(stranger, shown, "1.0.0"), "revision-not-found");
    await decide(address, "1.0.0", { decision: "approve", reason: "Looked at it" });
    expect(await openReviews(address, "commit"), "the head is what was approved").toEqual([]);
    await decide(address, "1.1.0", { decision: "reject", reason: "Use safetensors" });
    const approved = await getVersion(ctx, at(address, "1.0.0"));
    expect(approved).toMatchObject({ status: "available", reason: null });
    expect(await tagsSeen(stranger, address)).toEqual(["1.0.0"]);
    const rejected = await getVersion(ctx, at(address, "1.1.0"));
    expect(rejected).toMatchObject({ status: "rejected", reason: "Use safetensors" });
    expect(rejected.abilities).toMatchObject({ retry: true, discard: true, takeOffline: false });
    expect(await retryVersion(ctx, at(address, "1.1.0"))).toMatchObject({ status: "publishing" });
    await settle(base);
    expect(await getVersion(ctx, at(address, "1.1.0"))).toMatchObject({ status: "in-review" });
    await discardVersion(ctx, at(address, "1.1.0"));
    expect(await openReviews(address)).toEqual([]);
    await addVersion(ctx, address, asked("1.1.0"));
    await expectProblem(discardVersion(ctx, at(address, "1.0.0")), "version-state-wrong");
    await expectProblem(retryVersion(ctx, at(address, "1.0.0")), "version-state-wrong");
  });

  it("one that is approved opens what was closed, also where the branch has gone on", async () => {
    const address = await aPublishedAsset(ctx);
    const repository = await requireRepository(ctx, address, "read");
    const evil = await fixture("evil-checkpoint.pt");
    const { commit } = await aCommit(ctx, repository, { files: { "model.pt": evil } });
    await settle(base);
    await aCommit(ctx, repository, { operations: [{ op: "delete", path: "model.pt" }] });
    await settle(base);
    const open = async () =>
      openFile(stranger, await requireRepository(stranger, address, "read"), {
        commit,
        path: "model.pt",
      });
    await expectProblem(open(), "file-closed");
    await addVersion(ctx, address, asked("1.0.0", { revision: commit }));
    await settle(base);
    await decide(address, "1.0.0", { decision: "approve", reason: "We know what it does" });
    expect((await open()).sizeBytes).toBe(evil.length);
  });

  it("one that comes with its listing becomes available with it, and gives way to the next attempt", async () => {
    const address = await anAsset(ctx);
    const repository = await requireRepository(ctx, address, "manage");
    const first = (number: string) =>
      withTransaction(ctx.db, (trx) =>
        addFirstVersion(ctx, trx, { repository, version: asked(number) }),
      );
    await first("0.9.0");
    await first("1.0.0");
    await settle(base);
    expect(await namesSeen(ctx, address)).toEqual(["1.0.0"]);
    expect(await getVersion(ctx, at(address, "1.0.0"))).toMatchObject({ status: "publishing" });
    await publishAsset(ctx, address, A_PUBLICATION);
    await settle(base);
    expect(await getVersion(stranger, at(address, "1.0.0"))).toMatchObject({ status: "available" });
  });

  /** As the page, hub clients and git list them. */
  async function tagsSeen(who: TestContext, address: Address) {
    const repository = await requireRepository(who, address, "read");
    const { tags } = await listRefs(who, repository);
    const { refs } = await listGitRefs(who, repository);
    const gitTags = refs.filter(({ name }) => name.startsWith("refs/tags/"));
    const names = tags.map(({ name }) => name);
    expect(gitTags.map(({ name }) => name)).toEqual(names.map((name) => `refs/tags/${name}`));
    return names;
  }

  async function openReviews({ name }: Address, subject: ReviewSubject = "version") {
    const reviewer = base.as(administrator);
    const { items } = await listReviews(reviewer, { state: "open", subject, limit: 100 });
    return items.filter(({ asset }) => asset.name === name);
  }

  async function decide(
    address: Address,
    number: string,
    verdict: { decision: "approve" | "reject"; reason: string },
  ): Promise<void> {
    const { commit } = await getVersion(ctx, at(address, number));
    const review = (await openReviews(address)).find(({ version }) => version === number);
    await decideReview(base.as(administrator), review?.id ?? "", { ...verdict, commit });
  }
});

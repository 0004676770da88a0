import { beforeAll, describe, expect, it } from "vitest";
import type { Address } from "#contract/fields.ts";
import type { SignedIn } from "../accounts/index.ts";
import { wireDomains } from "../app.ts";
import { deleteAsset } from "../assets/index.ts";
import { withTransaction } from "../platform/database/index.ts";
import { requireRepository, setGrants } from "../repositories/index.ts";
import { anOrdinaryUser, viewerOf } from "../testing/accounts.ts";
import { anAsset } from "../testing/assets.ts";
import { testContext, type TestContext } from "../testing/context.ts";
import { addComment } from "./add-comment.ts";
import { changeStatus } from "./change-status.ts";
import { createDiscussion } from "./create-discussion.ts";
import { editBoard } from "./edit-board.ts";
import { editComment, hideComment } from "./edit-comment.ts";
import { getBoard } from "./get-board.ts";
import { getDiscussion, listCommentVersions, listDiscussionEvents } from "./get-discussion.ts";
import { listDiscussions } from "./list-discussions.ts";
import { renameDiscussion } from "./rename-discussion.ts";

const base = await testContext();
beforeAll(() => wireDomains(base));
const owner = await aPerson();
const reader = await aPerson();
const A_THREAD = { title: "It does not load", body: "What am I doing **wrong**?" };

async function aPerson(): Promise<TestContext & { viewer: SignedIn }> {
  const viewer = await anOrdinaryUser(base);
  return { ...base.as(viewer), viewer };
}

/** An asset of the owner that everyone may read, or only some. */
async function aReadable(readers: "everyone" | readonly SignedIn[] = "everyone"): Promise<Address> {
  const asset = await anAsset(owner);
  const { id } = await requireRepository(owner, asset, "manage");
  const ids = readers === "everyone" ? [null] : readers.map(({ accountId }) => accountId);
  const grants = ids.map((namespaceId) => ({ namespaceId, level: 2 }) as const);
  await withTransaction(base.db, (trx) => setGrants(trx, id, { source: "share", grants }));
  return asset;
}

async function aThread(ctx: TestContext = reader, address?: Address) {
  const asset = address ?? (await aReadable());
  const { num } = await createDiscussion(ctx, asset, A_THREAD);
  return { ...asset, num };
}

const eventsOf = async (ctx: TestContext, thread: Address & { num: number }) =>
  (await listDiscussionEvents(ctx, thread, { limit: 100 })).items;

async function firstComment(ctx: TestContext, thread: Address & { num: number }) {
  const [event] = await eventsOf(ctx, thread);
  if (event?.type !== "comment") throw new Error("a thread begins with a comment");
  return event;
}

describe("a discussion", () => {
  it("COM-1: is opened and answered by whoever may read, and counted from one", async () => {
    const thread = await aThread();
    expect(thread.num).toBe(1);
    await addComment(owner, thread, "Which version?");
    const shown = await getDiscussion(base, thread);
    expect(shown).toMatchObject({ title: A_THREAD.title, status: "open", commentCount: 2 });
    expect(shown.abilities.comment).toBe(false);
    const said = (await eventsOf(reader, thread)).map((event) =>
      event.type === "comment" ? [event.author.name, event.body] : [],
    );
    expect(said).toEqual([
      [reader.viewer.name, A_THREAD.body],
      [owner.viewer.name, "Which version?"],
    ]);
    expect((await aThread(owner, thread)).num).toBe(2);
  });

  it("COM-1: gives every thread its own number when many are opened at once", async () => {
    const asset = await aReadable();
    const threads = await Promise.all(Array.from({ length: 8 }, () => aThread(owner, asset)));
    expect(new Set(threads.map(({ num }) => num))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8]));
    expect((await getBoard(owner, asset)).discussions).toEqual({ open: 8, closed: 0 });
  });

  it("PLT-6: of a private asset exists for nobody else", async () => {
    const friend = await aPerson();
    const thread = await aThread(owner, await aReadable([friend.viewer]));
    await addComment(friend, thread, "I may");
    for (const stranger of [reader, base]) {
      await expect(getDiscussion(stranger, thread)).rejects.toMatchObject({ code: "not-found" });
      await expect(listDiscussions(stranger, thread, { limit: 9 })).rejects.toMatchObject({
        code: "not-found",
      });
      await expect(addComment(stranger, thread, "May I?")).rejects.toMatchObject({
        code: "not-found",
      });
    }
  });

  it("PLT-6: a token that cannot write here says nothing under its owner's name", async () => {
    const thread = await aThread();
    const credential = { kind: "fine-grained-token", tokenId: 1, repositories: new Map() } as const;
    const narrow = base.as({ ...reader.viewer, credential });
    await expect(addComment(narrow, thread, "Hello")).rejects.toMatchObject({
      code: "token-scope-too-small",
    });
    expect((await getDiscussion(narrow, thread)).abilities).toMatchObject({ comment: false });
  });

  it("COM-1: is closed, opened again and renamed by its author and who may write, by nobody else", async () => {
    const thread = await aThread();
    const other = await aPerson();
    await expect(changeStatus(other, thread, { status: "closed" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(renameDiscussion(other, thread, "Mine now")).rejects.toMatchObject({
      code: "forbidden",
    });
    await changeStatus(reader, thread, { status: "closed", comment: "Found it" });
    expect((await getBoard(owner, thread)).discussions).toEqual({ open: 0, closed: 1 });
    await expect(changeStatus(owner, thread, { status: "closed" })).rejects.toMatchObject({
      code: "discussion-state-wrong",
    });
    await changeStatus(owner, thread, { status: "open" });
    expect((await renameDiscussion(owner, thread, "Loading fails")).title).toBe("Loading fails");
    const events = await eventsOf(reader, thread);
    expect(events.map(({ type }) => type)).toEqual([
      "comment",
      "comment",
      "status-change",
      "status-change",
      "title-change",
    ]);
    expect(events.at(-1)).toMatchObject({ from: A_THREAD.title, to: "Loading fails" });
  });

  it("COM-1: keeps what an edited comment said, and lets only its author edit", async () => {
    const thread = await aThread();
    const comment = (await firstComment(reader, thread)).id;
    await expect(editComment(owner, { ...thread, comment }, "Other")).rejects.toMatchObject({
      code: "forbidden",
    });
    const edited = await editComment(reader, { ...thread, comment }, "What is wrong?");
    expect(edited).toMatchObject({ body: "What is wrong?", editCount: 1, canEdit: true });
    const { items } = await listCommentVersions(base, { ...thread, comment });
    expect(items.map(({ body }) => body)).toEqual([A_THREAD.body]);
  });

  it("COM-1: hides a comment for good from all but moderators, with its versions", async () => {
    const thread = await aThread();
    const comment = (await firstComment(reader, thread)).id;
    const other = await aPerson();
    await editComment(reader, { ...thread, comment }, "Worse words");
    await expect(hideComment(other, { ...thread, comment })).rejects.toMatchObject({
      code: "forbidden",
    });
    await hideComment(owner, { ...thread, comment });
    expect(await firstComment(reader, thread)).toMatchObject({ isHidden: true, body: null });
    expect(await firstComment(owner, thread)).toMatchObject({ body: "Worse words" });
    const versions = (ctx: TestContext) => listCommentVersions(ctx, { ...thread, comment });
    await expect(versions(reader)).rejects.toMatchObject({ code: "comment-not-found" });
    expect((await versions(owner)).items).toHaveLength(1);
    await expect(editComment(reader, { ...thread, comment }, "Again")).rejects.toMatchObject({
      code: "discussion-state-wrong",
    });
  });

  it("COM-1: finds no comment of another thread", async () => {
    const [one, other] = [await aThread(), await aThread()];
    const comment = (await firstComment(reader, one)).id;
    await expect(editComment(reader, { ...other, comment }, "x")).rejects.toMatchObject({
      code: "comment-not-found",
    });
    await expect(getDiscussion(reader, { ...one, num: 99 })).rejects.toMatchObject({
      code: "discussion-not-found",
    });
  });

  it("PLT-7: limits what one account writes in an hour", async () => {
    const eager = await aPerson();
    const asset = await aReadable();
    for (let count = 0; count < 30; count += 1) await createDiscussion(eager, asset, A_THREAD);
    await expect(createDiscussion(eager, asset, A_THREAD)).rejects.toMatchObject({
      code: "rate-limited",
    });
  });

  it("COM-1: stays readable when its author is gone, under the name they had", async () => {
    const leaver = await aPerson();
    const thread = await aThread(leaver);
    await base.db.deleteFrom("namespaces").where("id", "=", leaver.viewer.accountId).execute();
    const { author } = await getDiscussion(reader, thread);
    expect(author).toEqual({ name: leaver.viewer.name, account: null });
    expect((await firstComment(reader, thread)).author.name).toBe(leaver.viewer.name);
  });

  it("REP-1: goes with its asset", async () => {
    const thread = await aThread();
    await deleteAsset(owner, thread, `${thread.owner}/${thread.name}`);
    await expect(getDiscussion(owner, thread)).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("the threads of an asset", () => {
  it("COM-1: are listed newest first, by pages and by filters", async () => {
    const asset = await aReadable();
    for (const ctx of [owner, reader, owner, reader]) await aThread(ctx, asset);
    await changeStatus(owner, { ...asset, num: 2 }, { status: "closed" });
    const list = async (query: object) => {
      const { items, nextCursor } = await listDiscussions(reader, asset, { limit: 2, ...query });
      return { nums: items.map(({ num }) => num), cursor: nextCursor ?? undefined };
    };
    const first = await list({});
    expect(first.nums).toEqual([4, 3]);
    expect((await list({ cursor: first.cursor })).nums).toEqual([2, 1]);
    expect((await list({ state: "closed" })).nums).toEqual([2]);
    expect((await list({ author: reader.viewer.name, state: "open" })).nums).toEqual([4]);
    expect((await list({ author: "nobody-of-this-name" })).nums).toEqual([]);
    expect((await list({ type: "pull-request" })).nums).toEqual([]);
    await expect(list({ cursor: "forged" })).rejects.toMatchObject({ code: "validation-failed" });
  });

  it("COM-1: are switched off by the owner, and stay readable", async () => {
    const thread = await aThread();
    await expect(editBoard(reader, thread, { isOpen: false })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await editBoard(owner, thread, { isOpen: false })).canOpen).toBe(false);
    for (const write of [
      () => createDiscussion(reader, thread, A_THREAD),
      () => addComment(owner, thread, "One more thing"),
      () => changeStatus(reader, thread, { status: "closed", comment: "Bye" }),
    ]) {
      await expect(write()).rejects.toMatchObject({ code: "discussions-off" });
    }
    expect((await eventsOf(reader, thread)).length).toBe(1);
    await editBoard(owner, thread, { isOpen: true });
    await addComment(reader, thread, "There we are");
  });

  it("COM-1: are moderated by members who may write", async () => {
    const thread = await aThread();
    const administrator = base.as({ ...(await viewerOf(base, owner.viewer.name)), isAdmin: true });
    expect((await getDiscussion(administrator, thread)).abilities.moderate).toBe(true);
    expect((await getDiscussion(reader, thread)).abilities).toMatchObject({
      moderate: false,
      changeStatus: true,
    });
  });
});

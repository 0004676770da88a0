import { describe, expect, it } from "vitest";
import { withTransaction } from "../../platform/database/index.ts";
import { anOrdinaryUser, aUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { suspendAccount } from "../suspend-account.ts";
import { countUnreadNotices } from "./count-unread-notices.ts";
import { pruneNotices } from "./jobs.ts";
import { listNotices } from "./list-notices.ts";
import { markAllNoticesRead, markNoticesRead } from "./mark-notices-read.ts";
import { type NewNotice, notify } from "./notify.ts";

const DAY_MS = 86_400_000;
const ctx = await testContext();
const operator = await aUser(ctx);
const A_NOTICE = {
  kind: "usage-requested",
  params: { account: "lin", asset: "ada/whale" },
  path: "/ada/whale/access-requests",
} as const;

const tell = (...to: number[]) => write({ ...A_NOTICE, to });
const write = (notice: NewNotice) => withTransaction(ctx.db, (trx) => notify(trx, notice));

async function aReader() {
  const reader = await anOrdinaryUser(ctx);
  return { id: reader.accountId, name: reader.name, as: ctx.as(reader) };
}

describe("ACC-5: notices", () => {
  it("are told to each account once, with what they are about", async () => {
    const [one, other] = [await aReader(), await aReader()];
    await tell(one.id, other.id, one.id);
    const { items } = await listNotices(one.as, { unread: false, limit: 10 });
    expect(items).toEqual([
      {
        ...A_NOTICE,
        id: expect.stringMatching(/^[0-9a-f]{24}$/u),
        createdAt: expect.stringMatching(/Z$/u),
        readAt: null,
      },
    ]);
    expect(await countUnreadNotices(other.as)).toEqual({ unread: 1 });
  });

  it("come with the transaction or not at all", async () => {
    const reader = await aReader();
    const undone = withTransaction(ctx.db, async (trx) => {
      await notify(trx, { ...A_NOTICE, to: [reader.id] });
      throw new Error("undo");
    });
    await expect(undone).rejects.toThrow("undo");
    expect(await countUnreadNotices(reader.as)).toEqual({ unread: 0 });
  });

  it("pass over who is suspended, who is gone and who never was", async () => {
    const [suspended, gone] = [await aReader(), await aReader()];
    await suspendAccount(ctx.as(operator), suspended.name);
    await ctx.db
      .updateTable("accounts")
      .set({ state: "deleted" })
      .where("id", "=", gone.id)
      .execute();
    await tell(suspended.id, gone.id, 999_999_999);
    const ids = [suspended.id, gone.id];
    const rows = await ctx.db
      .selectFrom("notices")
      .select("id")
      .where("account_id", "in", ids)
      .execute();
    expect(rows).toEqual([]);
  });

  it("are listed newest first, by pages, and by what is unread", async () => {
    const reader = await aReader();
    for (let at = 0; at < 5; at++) {
      await write({ ...A_NOTICE, to: [reader.id], params: { asset: `a/${at}` } });
    }
    const page = { unread: false, limit: 2 };
    const first = await listNotices(reader.as, page);
    expect(first.items.map(({ params }) => params["asset"])).toEqual(["a/4", "a/3"]);
    const second = await listNotices(reader.as, { ...page, cursor: first.nextCursor ?? "" });
    const third = await listNotices(reader.as, { ...page, cursor: second.nextCursor ?? "" });
    expect(third.items.map(({ params }) => params["asset"])).toEqual(["a/0"]);
    expect(third.nextCursor).toBeNull();
    await markNoticesRead(reader.as, [first.items[0]?.id ?? "", second.items[0]?.id ?? ""]);
    const unread = await listNotices(reader.as, { unread: true, limit: 10 });
    expect(unread.items.map(({ params }) => params["asset"])).toEqual(["a/3", "a/1", "a/0"]);
    await expectProblem(
      listNotices(reader.as, { ...page, cursor: "nonsense" }),
      "validation-failed",
    );
  });

  it("are marked read by nobody else", async () => {
    const [reader, other] = [await aReader(), await aReader()];
    await tell(reader.id);
    const [notice] = (await listNotices(reader.as, { unread: true, limit: 1 })).items;
    await markNoticesRead(other.as, [notice?.id ?? ""]);
    await expectProblem(markAllNoticesRead(other.as, notice?.id ?? ""), "not-found");
    expect(await countUnreadNotices(reader.as)).toEqual({ unread: 1 });
  });

  it("are all marked read as far as they were seen", async () => {
    const reader = await aReader();
    await tell(reader.id);
    await tell(reader.id);
    const [newest] = (await listNotices(reader.as, { unread: true, limit: 1 })).items;
    await tell(reader.id);
    expect(await markAllNoticesRead(reader.as, newest?.id ?? "")).toEqual({ unread: 1 });
  });

  it("lead to pages of this gallery alone", async () => {
    for (const path of ["https://evil.example", "//evil.example", "/\\evil.example", "", "ada"]) {
      await expect(write({ ...A_NOTICE, to: [operator.accountId], path })).rejects.toThrow("path");
    }
  });

  it("keep words of bounded length, without what is not printed", async () => {
    const reader = await aReader();
    const reason = `One\r\nTwo\u0000\u202Eevil\n${"鲸".repeat(5000)}\uD800`;
    await write({ ...A_NOTICE, to: [reader.id], params: { reason } });
    const [notice] = (await listNotices(reader.as, { unread: true, limit: 1 })).items;
    const kept = notice?.params["reason"] ?? "";
    expect(kept.startsWith("One\nTwo  evil\n鲸鲸")).toBe(true);
    expect([...kept]).toHaveLength(2000);
    expect(kept.endsWith("鲸…")).toBe(true);
  });

  it("are removed when they are old, read or not", async () => {
    const reader = await aReader();
    await tell(reader.id);
    await pruneNotices(ctx.later(179 * DAY_MS));
    expect(await countUnreadNotices(reader.as)).toEqual({ unread: 1 });
    await pruneNotices(ctx.later(181 * DAY_MS));
    expect(await countUnreadNotices(reader.as)).toEqual({ unread: 0 });
    expect(await ctx.db.selectFrom("notice_mails").select("notice_id").execute()).toEqual([]);
  });

  it("reach thousands with one call", async () => {
    const reader = await aReader();
    const nobody = Array.from({ length: 2500 }, (_, at) => 10_000_000 + at);
    await tell(...nobody, reader.id);
    expect(await countUnreadNotices(reader.as)).toEqual({ unread: 1 });
  });
});

import type { NoticeSettings } from "#contract/accounts/notice.ts";
import type { RequestContext } from "../../context.ts";
import { requireAccount } from "../require-account.ts";
import { readMailSwitch, updateMailSwitch } from "./store/notices.ts";

/** ACC-5: whether one's notices are mailed as well. */
export async function getNoticeSettings(ctx: RequestContext): Promise<NoticeSettings> {
  const { accountId } = requireAccount(ctx);
  return { mailsNotices: await readMailSwitch(ctx.db, accountId) };
}

export async function setNoticeSettings(
  ctx: RequestContext,
  settings: NoticeSettings,
): Promise<NoticeSettings> {
  const { accountId } = requireAccount(ctx);
  await updateMailSwitch(ctx.db, { accountId, ...settings });
  return settings;
}

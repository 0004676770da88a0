import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { requireAccount } from "../require-account.ts";
import { readMailSwitch } from "./store/notices.ts";

/**
 * ACC-5: lets on whoever has notices mailed: who speaks to others is reached by their answers.
 * @throws {Problem} `not-signed-in`; `notices-off`, with the page where that is switched on.
 */
export async function requireMailedNotices(
  ctx: Pick<RequestContext, "baseUrl" | "db" | "viewer">,
): Promise<void> {
  const { accountId } = requireAccount(ctx);
  if (await readMailSwitch(ctx.db, accountId)) return;
  throw problem("notices-off", {
    detail: "Whoever comments has notices mailed: you would not hear of an answer",
    hint: `Switch them on at ${ctx.baseUrl}/settings/notices`,
  });
}

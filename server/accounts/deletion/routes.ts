import * as endpoints from "#contract/accounts/deletion-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { clearSessionCookie } from "../session-cookie.ts";
import { deleteAccount, deleteOwnAccount } from "./delete-account.ts";
import { type DeletionPorts, planAccountDeletion, planDeletion } from "./plan-deletion.ts";

export function deletionRoutes(mount: Mount<RequestContext>, ports: DeletionPorts): void {
  mount(endpoints.planDeletion, ({ ctx }) => planDeletion(ctx, ports));
  mount(endpoints.deleteOwnAccount, async ({ ctx, body, request, reply }) => {
    await deleteOwnAccount(ctx, body);
    clearSessionCookie(ctx.config, { request, reply });
  });
  mount(endpoints.planAccountDeletion, ({ ctx, params }) =>
    planAccountDeletion(ctx, params.account, ports),
  );
  mount(endpoints.deleteAccount, ({ ctx, params, body }) =>
    deleteAccount(ctx, params.account, body),
  );
}

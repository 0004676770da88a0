import * as endpoints from "#contract/accounts/onboarding-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { confirmOnboarding } from "./confirm-onboarding.ts";
import { getOnboarding } from "./get-onboarding.ts";
import { sendEmailCode } from "./send-email-code.ts";

export function onboardingRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.getOnboarding, ({ ctx }) => getOnboarding(ctx));
  mount(endpoints.sendEmailCode, ({ ctx, body }) => sendEmailCode(ctx, body));
  mount(endpoints.confirmOnboarding, ({ ctx, body }) => confirmOnboarding(ctx, body));
}

import { ENDPOINTS } from "#contract/endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { getAgreement } from "./get-agreement.ts";
import { listAgreementVersions } from "./list-agreement-versions.ts";
import { listAgreements } from "./list-agreements.ts";
import { withdrawAgreement } from "./withdraw-agreement.ts";
import { writeAgreement } from "./write-agreement.ts";

const { accounts: endpoints } = ENDPOINTS;

export function agreementRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.listAgreements, ({ ctx }) => listAgreements(ctx));
  mount(endpoints.getAgreement, ({ ctx, params, query }) =>
    getAgreement(ctx, { ...params, ...query }),
  );
  mount(endpoints.listAgreementVersions, ({ ctx, params, query }) =>
    listAgreementVersions(ctx, params.agreement, query),
  );
  mount(endpoints.writeAgreement, ({ ctx, params, body }) =>
    writeAgreement(ctx, params.agreement, body),
  );
  mount(endpoints.withdrawAgreement, ({ ctx, params }) => withdrawAgreement(ctx, params));
}

import * as endpoints from "#contract/assets/gate-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { askAccess } from "./ask-access.ts";
import { decideAccessOfMany } from "./decide-access-of-many.ts";
import { decideAccess } from "./decide-access.ts";
import { addGateDelegate, listGateDelegates, removeGateDelegate } from "./gate-delegates.ts";
import { getGate } from "./get-gate.ts";
import { grantAccess } from "./grant-access.ts";
import { listAccessRequests } from "./list-access-requests.ts";
import { listSentAccessRequests } from "./list-sent-access-requests.ts";
import { listWaitingAccessRequests } from "./list-waiting-access-requests.ts";
import { setGate } from "./set-gate.ts";
import { withdrawAccessRequest } from "./withdraw-access-request.ts";

export function gateRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.getGate, ({ ctx, params }) => getGate(ctx, params));
  mount(endpoints.setGate, ({ ctx, params, body }) => setGate(ctx, params, body));
  mount(endpoints.askAccess, ({ ctx, params, body }) => askAccess(ctx, params, body));
  mount(endpoints.withdrawAccessRequest, ({ ctx, params }) => withdrawAccessRequest(ctx, params));
  mount(endpoints.listAccessRequests, ({ ctx, params, query }) =>
    listAccessRequests(ctx, params, query),
  );
  mount(endpoints.decideAccess, ({ ctx, params, body }) => decideAccess(ctx, params, body));
  mount(endpoints.grantAccess, ({ ctx, params }) => grantAccess(ctx, params));
  mount(endpoints.decideAccessOfMany, ({ ctx, params, body }) =>
    decideAccessOfMany(ctx, params, body),
  );
  mount(endpoints.listGateDelegates, ({ ctx, params }) => listGateDelegates(ctx, params));
  mount(endpoints.addGateDelegate, ({ ctx, params }) => addGateDelegate(ctx, params));
  mount(endpoints.removeGateDelegate, ({ ctx, params }) => removeGateDelegate(ctx, params));
  mount(endpoints.listSentAccessRequests, ({ ctx, query }) => listSentAccessRequests(ctx, query));
  mount(endpoints.listWaitingAccessRequests, ({ ctx, query }) =>
    listWaitingAccessRequests(ctx, query),
  );
}

import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";
import { NewDelivery, NewImport, Transfer, TransferState } from "./transfer.ts";

const BASE = "/repositories/:kind/:owner/:name";
const OfImport = Address.extend({ id: z.string().max(64) });
const OfDelivery = z.object({ id: z.string().max(64) });
const WRITE = { who: "signed-in", scope: "write", right: "write" } as const;
const OWN = { who: "signed-in", scope: "write" } as const;

export const startImport = endpoint({
  id: "repositories.start-import",
  method: "POST",
  path: `${BASE}/imports`,
  summary: "Import all files at a path of one's object storage as one commit",
  access: WRITE,
  params: Address,
  body: NewImport,
  answer: { status: 201, body: Transfer },
  problems: ["connection-not-found", "endpoint-refused", "path-invalid", "transfers-full"],
});

export const listImports = endpoint({
  id: "repositories.list-imports",
  method: "GET",
  path: `${BASE}/imports`,
  summary: "Imports into a repository, newest first",
  access: { ...WRITE, scope: "read" },
  params: Address,
  query: PageQuery,
  answer: { status: 200, body: pageOf(Transfer) },
});

export const cancelImport = endpoint({
  id: "repositories.cancel-import",
  method: "POST",
  path: `${BASE}/imports/:id/cancel`,
  summary: "Stop an import; the repository stays as it was",
  access: WRITE,
  params: OfImport,
  answer: { status: 200, body: Transfer },
  problems: ["transfer-not-found", "transfer-state-wrong"],
});

export const retryImport = endpoint({
  id: "repositories.retry-import",
  method: "POST",
  path: `${BASE}/imports/:id/retry`,
  summary: "Run one's own failed or cancelled import again; what has come and is unchanged is kept",
  access: WRITE,
  params: OfImport,
  answer: { status: 200, body: Transfer },
  problems: ["transfer-not-found", "transfer-state-wrong", "transfers-full"],
});

export const startDelivery = endpoint({
  id: "repositories.start-delivery",
  method: "POST",
  path: `${BASE}/deliveries`,
  summary: "Send the files of a revision to one's object storage; same-named objects are replaced",
  access: { who: "signed-in", scope: "write", right: "read" },
  params: Address,
  body: NewDelivery,
  answer: { status: 201, body: Transfer },
  problems: [
    "revision-not-found",
    "entry-not-found",
    "connection-not-found",
    "endpoint-refused",
    "transfers-full",
  ],
});

export const listDeliveries = endpoint({
  id: "repositories.list-deliveries",
  method: "GET",
  path: "/me/deliveries",
  summary: "One's own deliveries, newest first",
  access: { ...OWN, scope: "read" },
  query: PageQuery.extend({
    state: TransferState.optional(),
    /** Part of the name of the repository, as it was or is. */
    q: z.string().trim().max(200).optional(),
  }),
  answer: {
    status: 200,
    body: pageOf(Transfer).extend({
      /** Of what the words find. */
      counts: z.partialRecord(TransferState, z.number().int()),
    }),
  },
});

export const getDelivery = endpoint({
  id: "repositories.get-delivery",
  method: "GET",
  path: "/me/deliveries/:id",
  summary: "State and progress of one delivery",
  access: { ...OWN, scope: "read" },
  params: OfDelivery,
  answer: { status: 200, body: Transfer },
  problems: ["transfer-not-found"],
});

export const cancelDelivery = endpoint({
  id: "repositories.cancel-delivery",
  method: "POST",
  path: "/me/deliveries/:id/cancel",
  summary: "Stop a delivery; files that are there already stay",
  access: OWN,
  params: OfDelivery,
  answer: { status: 200, body: Transfer },
  problems: ["transfer-not-found", "transfer-state-wrong"],
});

export const retryDelivery = endpoint({
  id: "repositories.retry-delivery",
  method: "POST",
  path: "/me/deliveries/:id/retry",
  summary: "Go on with a failed or cancelled delivery, at the same commit",
  access: OWN,
  params: OfDelivery,
  answer: { status: 200, body: Transfer },
  problems: ["transfer-not-found", "transfer-state-wrong", "transfers-full"],
});

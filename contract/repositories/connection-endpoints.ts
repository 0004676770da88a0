import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { PageQuery, pageOf } from "../paging.ts";
import { Connection, ConnectionEdit, ConnectionTest, NewConnection } from "./connection.ts";

const BASE = "/me/storage-connections";
const ById = z.object({ id: z.string().max(64) });
/** They hold a secret of the account's: no token makes or changes them. */
const OWN = { who: "signed-in", scope: "write", sessionOnly: true } as const;

export const listConnections = endpoint({
  id: "repositories.list-connections",
  method: "GET",
  path: BASE,
  summary: "One's own connections to object storage, without their secrets",
  access: { who: "signed-in", scope: "read" },
  query: PageQuery,
  answer: { status: 200, body: pageOf(Connection) },
});

export const createConnection = endpoint({
  id: "repositories.create-connection",
  method: "POST",
  path: BASE,
  summary: "Keep how one's object storage is reached; the secret is encrypted and never told again",
  access: OWN,
  body: NewConnection,
  answer: { status: 201, body: Connection },
  problems: ["connection-name-taken", "connections-full", "endpoint-refused"],
});

export const editConnection = endpoint({
  id: "repositories.edit-connection",
  method: "PATCH",
  path: `${BASE}/:id`,
  summary: "Change a connection; what is left out stays",
  access: OWN,
  params: ById,
  body: ConnectionEdit,
  answer: { status: 200, body: Connection },
  problems: ["connection-not-found", "connection-name-taken", "endpoint-refused"],
});

export const deleteConnection = endpoint({
  id: "repositories.delete-connection",
  method: "DELETE",
  path: `${BASE}/:id`,
  summary: "Forget a connection and its secret",
  access: OWN,
  params: ById,
  answer: { status: 204 },
  problems: ["connection-not-found", "connection-in-use"],
});

export const testConnection = endpoint({
  id: "repositories.test-connection",
  method: "POST",
  path: `${BASE}/:id/test`,
  summary: "Try what a connection may do: objects are listed, a small one is written and removed",
  access: OWN,
  params: ById,
  answer: { status: 200, body: ConnectionTest },
  problems: ["connection-not-found", "endpoint-refused", "rate-limited"],
});

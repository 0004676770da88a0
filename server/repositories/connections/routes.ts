import * as endpoints from "#contract/repositories/connection-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { createConnection } from "./create-connection.ts";
import { deleteConnection } from "./delete-connection.ts";
import { editConnection } from "./edit-connection.ts";
import { listConnections } from "./list-connections.ts";
import { testConnection } from "./test-connection.ts";

export function connectionRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.listConnections, ({ ctx, query }) => listConnections(ctx, query));
  mount(endpoints.createConnection, ({ ctx, body }) => createConnection(ctx, body));
  mount(endpoints.editConnection, ({ ctx, params, body }) => editConnection(ctx, params.id, body));
  mount(endpoints.deleteConnection, ({ ctx, params }) => deleteConnection(ctx, params.id));
  mount(endpoints.testConnection, ({ ctx, params }) => testConnection(ctx, params.id));
}

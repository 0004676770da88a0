import * as accounts from "./accounts/endpoints.ts";
import * as assets from "./assets/endpoints.ts";
import * as community from "./community/endpoints.ts";
import type { Endpoint } from "./endpoint.ts";
import * as operations from "./operations/endpoints.ts";
import * as publishing from "./publishing/endpoints.ts";
import * as repositories from "./repositories/endpoints.ts";
import * as subscriptions from "./subscriptions/endpoints.ts";
import * as workbench from "./workbench/endpoints.ts";

/** Every endpoint by word, in the order of the house. */
export const ENDPOINTS = {
  accounts,
  repositories,
  assets,
  publishing,
  subscriptions,
  community,
  workbench,
  operations,
} as const;

type Declared = (typeof ENDPOINTS)[keyof typeof ENDPOINTS];
type EndpointsOf<Module> = Extract<Module[keyof Module], Endpoint>;

/** The union of all endpoints. */
export type AnyEndpoint = Declared extends infer Module
  ? Module extends unknown
    ? EndpointsOf<Module>
    : never
  : never;

/** Each endpoint under its id, for types that are looked up by id. */
export type EndpointMap = { [E in AnyEndpoint as E["id"]]: E };

/** All endpoints in declaration order. */
export function allEndpoints(): Endpoint[] {
  return Object.values(ENDPOINTS).flatMap((word) =>
    Object.values(word).filter(
      (member): member is Endpoint =>
        typeof member === "object" && "id" in member && "answer" in member,
    ),
  );
}

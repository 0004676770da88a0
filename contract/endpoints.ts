import * as accounts from "./accounts/endpoints.ts";
import * as assets from "./assets/endpoints.ts";
import type { Endpoint } from "./endpoint.ts";
import * as operations from "./operations/endpoints.ts";
import * as publishing from "./publishing/endpoints.ts";
import * as repositories from "./repositories/endpoints.ts";

/** Every endpoint by word, in the order of the house. */
export const ENDPOINTS = { accounts, repositories, assets, publishing, operations } as const;

type Word = keyof typeof ENDPOINTS;
type EndpointsOf<W extends Word> = {
  [Name in keyof (typeof ENDPOINTS)[W]]: (typeof ENDPOINTS)[W][Name] extends Endpoint
    ? (typeof ENDPOINTS)[W][Name]
    : never;
}[keyof (typeof ENDPOINTS)[W]];

/** The union of all endpoints, for types keyed by id. */
export type AnyEndpoint = { [W in Word]: EndpointsOf<W> }[Word];
export type EndpointById<Id extends AnyEndpoint["id"]> = Extract<AnyEndpoint, { id: Id }>;

/** All endpoints in declaration order. */
export function allEndpoints(): Endpoint[] {
  return Object.values(ENDPOINTS).flatMap((word) =>
    Object.values(word).filter(
      (member): member is Endpoint =>
        typeof member === "object" && "id" in member && "answer" in member,
    ),
  );
}

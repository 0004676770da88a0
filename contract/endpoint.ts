import type { z } from "zod";
import type { ProblemCode } from "./problems.ts";

/** What a viewer may do with a repository; each right includes the ones before it. */
export const RIGHTS = ["see", "read", "write", "manage"] as const;
export type Right = (typeof RIGHTS)[number];

/**
 * Who may call an endpoint. The server enforces `who` and `scope` before the handler runs, and the
 * permission matrix is generated from the three together.
 */
export type Access = {
  /** The least identity that is asked for. */
  who: "anyone" | "signed-in" | "administrator";
  /** The least token scope; browser sessions have both. */
  scope: "read" | "write";
  /** The right on the repository that `params` address. Without it: 404 below `see`, else 403. */
  right?: Right;
  /** A browser session is required: a token may not mint tokens or change the password. */
  sessionOnly?: true;
};

/** A body or an answer of bytes instead of JSON. */
export type ByteStream = { stream: true; mediaType: string };

/** The answer of one operation. */
export type Answer = { status: 200 | 201 | 204; body?: z.ZodType | ByteStream };

/** One operation of the API: validation, handler types, OpenAPI, SDK and matrix derive from it. */
export type Endpoint = {
  /** `word.verb-noun`, also the OpenAPI operationId. */
  id: `${string}.${string}`;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Fastify path below `/api/v1`; a trailing `*` is the parameter `path`, which may hold slashes. */
  path: `/${string}`;
  summary: string;
  access: Access;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType | ByteStream;
  answer: Answer;
  /** The codes a caller should expect beside the general ones. */
  problems?: readonly ProblemCode[];
  /** The write takes an `Idempotency-Key` header; a repeated key gets the first answer again. */
  idempotent?: true;
  /** Largest JSON body in bytes; 1 MiB when absent. */
  bodyLimitBytes?: number;
};

/** Declares an endpoint, keeping its literal types. */
export function endpoint<const E extends Endpoint>(declaration: E): E {
  return declaration;
}

type SchemaOutput<S> = S extends z.ZodType ? z.output<S> : undefined;
type SchemaInput<S> = S extends z.ZodType ? z.input<S> : undefined;
type MemberOf<E, K extends string> = E extends Record<K, infer S> ? S : undefined;

export type Params<E> = SchemaOutput<MemberOf<E, "params">>;
export type Query<E> = SchemaOutput<MemberOf<E, "query">>;
export type Body<E> = SchemaOutput<MemberOf<E, "body">>;

/** What the SDK's caller gives: only the members that the endpoint has. */
export type Input<E> = (E extends { params: infer S } ? { params: SchemaInput<S> } : unknown) &
  (E extends { query: infer S } ? { query?: SchemaInput<S> } : unknown) &
  (E extends { body: infer S }
    ? S extends ByteStream
      ? { body: BodyInit }
      : { body: SchemaInput<S> }
    : unknown);

/** What the handler returns and, once parsed, the SDK's caller gets. */
export type Output<E extends Endpoint> = E["answer"] extends { body: infer S }
  ? S extends z.ZodType
    ? z.output<S>
    : ReadableStream<Uint8Array>
  : void;

export function isStream(body: z.ZodType | ByteStream | undefined): body is ByteStream {
  return body !== undefined && "stream" in body;
}

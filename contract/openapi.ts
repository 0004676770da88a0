import { z } from "zod";
import { type Endpoint, isStream } from "./endpoint.ts";
import { allEndpoints } from "./endpoints.ts";
import { PROBLEMS, type ProblemCode } from "./problems.ts";

const PREFIX = "/api/v1";

/** The OpenAPI 3.1 description of the whole API, derived from the endpoints. */
export function describeApi({ url, version }: { url: string; version: string }) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of allEndpoints()) {
    const path = openApiPath(endpoint.path);
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: describeOperation(endpoint) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Open Gallery",
      version,
      description:
        "One open, self-hosted gallery for AI assets. Errors are RFC 9457 problem documents; " +
        "lists are paged by an opaque cursor.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: url + PREFIX }],
    tags: [...new Set(allEndpoints().map(wordOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: PROBLEM_SCHEMA },
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "An access token (`hf_og…`)" },
        session: { type: "apiKey", in: "cookie", name: "gallery_session" },
      },
    },
  };
}

function describeOperation(endpoint: Endpoint) {
  return {
    operationId: endpoint.id,
    tags: [wordOf(endpoint)],
    summary: endpoint.summary,
    security: securityOf(endpoint),
    "x-access": endpoint.access,
    parameters: [
      ...describeParameters(endpoint.params, "path"),
      ...describeParameters(endpoint.query, "query"),
      ...(endpoint.idempotent ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(endpoint.body === undefined ? {} : { requestBody: describeBody(endpoint.body, "input") }),
    responses: describeResponses(endpoint),
  };
}

function describeBody(body: NonNullable<Endpoint["body"]>, io: "input" | "output") {
  const content = isStream(body)
    ? { [body.mediaType]: { schema: { type: "string", format: "binary" } } }
    : { "application/json": { schema: jsonSchema(body, io) } };
  return io === "input" ? { required: true, content } : { content };
}

function describeResponses(endpoint: Endpoint) {
  const { status, body } = endpoint.answer;
  const success = {
    description: endpoint.summary,
    ...(body === undefined ? {} : describeBody(body, "output")),
  };
  return { [status]: success, ...describeProblems(endpoint) };
}

/** One response per status, naming every code that may come with it. */
function describeProblems(endpoint: Endpoint) {
  const codes = new Set<ProblemCode>(endpoint.problems);
  if (endpoint.params || endpoint.query || endpoint.body) codes.add("validation-failed");
  if (endpoint.access.who !== "anyone") codes.add("not-signed-in").add("token-scope-too-small");
  if (endpoint.access.right) codes.add("not-found");
  if (endpoint.access.right && endpoint.access.right !== "see") codes.add("forbidden");
  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join("; "),
        content: {
          "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
        },
      },
    ]),
  );
}

function describeParameters(schema: z.ZodObject | undefined, place: "path" | "query") {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, "input") as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
}

function jsonSchema(schema: z.ZodType, io: "input" | "output") {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}

function openApiPath(path: string): string {
  return path.replace(/:(\w+)/g, "{$1}").replace(/\*$/, "{path}");
}

function wordOf(endpoint: Endpoint): string {
  return endpoint.id.split(".", 1)[0] ?? endpoint.id;
}

function securityOf(endpoint: Endpoint) {
  const session = { session: [] };
  if (endpoint.access.sessionOnly) return [session];
  const either = [{ token: [] }, session];
  return endpoint.access.who === "anyone" ? [...either, {}] : either;
}

const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "Repeating the request with the same key gives the first answer again.",
  schema: { type: "string", maxLength: 200 },
};

const PROBLEM_SCHEMA = {
  type: "object",
  description: "RFC 9457 problem document",
  required: ["type", "title", "status", "detail", "code"],
  properties: {
    type: { type: "string", description: "`urn:gallery:problem:` and the code" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "What is wrong this time, with the field and limit" },
    code: { type: "string", enum: Object.keys(PROBLEMS) },
    hint: { type: "string", description: "What to do about it" },
    requestId: { type: "string" },
    issues: {
      type: "array",
      items: {
        type: "object",
        required: ["pointer", "message"],
        properties: {
          pointer: { type: "string", description: "JSON pointer (RFC 6901) into the request" },
          message: { type: "string" },
          code: { type: "string" },
        },
      },
    },
  },
};

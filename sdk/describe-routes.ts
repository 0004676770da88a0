import { isStream } from "#contract/endpoint.ts";
import { allEndpoints } from "#contract/endpoints.ts";

/** The text of routes.ts. The client needs no more at run time, so pages load no schemas. */
export function describeRoutes(): string {
  const endpoints = allEndpoints().toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const lines = endpoints.map((endpoint) => {
    const answer = isStream(endpoint.answer.body)
      ? "stream"
      : endpoint.answer.body
        ? "json"
        : "none";
    const route = [endpoint.method, endpoint.path, answer].map((part) => JSON.stringify(part));
    return `  ${JSON.stringify(endpoint.id)}: [${route.join(", ")}],\n`;
  });
  return `// Written by tools/generate-sdk.ts from the contract. Do not edit.

/** Method, path below /api/v1, and kind of answer of each endpoint. */
export const ROUTES = {
${lines.join("")}} as const;
`;
}

import type { FastifyInstance } from "fastify";
import { problem } from "#contract/problems.ts";

/** The body forms that hub and git-lfs clients send: JSON under any of its names, and forms. */
export function addProtocolParsers(app: FastifyInstance): void {
  addStreamParser(app);
  app.addContentTypeParser(
    ["application/json", "application/vnd.git-lfs+json"],
    { parseAs: "string" },
    (_request, body, done) => {
      const text = String(body);
      try {
        done(null, text === "" ? undefined : JSON.parse(text));
      } catch {
        done(problem("validation-failed", { detail: "body: is not valid JSON" }));
      }
    },
  );
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => {
      const form = new Map<string, string[]>();
      for (const [name, value] of new URLSearchParams(String(body))) {
        const values = form.get(name);
        if (values === undefined) form.set(name, [value]);
        else values.push(value);
      }
      done(null, Object.fromEntries(form));
    },
  );
}

/**
 * Leaves every body on the socket for the handler to read, whatever its sender calls it: a body
 * without a limit must never be collected in memory.
 */
export function addStreamParser(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _payload, done) => done(null, undefined));
}

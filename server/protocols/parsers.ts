import type { FastifyInstance } from "fastify";

const FORM_LIMIT = 1024 * 1024;

/**
 * The body forms that hub and git-lfs clients send. NDJSON stays a stream; JSON is JSON whatever vendor prefix
 * its type has; everything else is left on the socket for the handler to read.
 */
export function addProtocolParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ["application/json", "application/vnd.git-lfs+json"],
    { parseAs: "string" },
    (_request, body, done) => {
      try {
        const text = String(body);
        done(null, text === "" ? undefined : JSON.parse(text));
      } catch (error) {
        done(Object.assign(error as Error, { statusCode: 400 }));
      }
    },
  );
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: FORM_LIMIT },
    (_request, body, done) => {
      const form: Record<string, string[]> = {};
      for (const [name, value] of new URLSearchParams(String(body)))
        (form[name] ??= []).push(value);
      done(null, form);
    },
  );
  app.addContentTypeParser("*", (_request, _payload, done) => done(null, undefined));
}

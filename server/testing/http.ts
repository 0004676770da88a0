import type {
  FastifyInstance,
  FastifyRequest,
  InjectOptions,
  LightMyRequestResponse,
} from "fastify";
import { afterAll } from "vitest";
import { admit } from "../accounts/index.ts";
import type { Context, RequestContext } from "../context.ts";
import { createMount, createServer, type Mount } from "../platform/http/index.ts";
import { allowedHosts, requestContext } from "../request-context.ts";

/**
 * A server over a context with the given routes, checking every answer against the contract.
 * Called at the top of a test file; requests go by `app.inject`.
 */
export async function testServer(
  ctx: Context,
  routes: (mount: Mount<RequestContext>) => void,
): Promise<FastifyInstance> {
  const app = await createServer({
    log: ctx.log,
    trustProxy: ctx.config.trustProxy,
    idleTimeoutMs: ctx.config.idleTimeoutMs,
    allowedHosts: allowedHosts(ctx),
  });
  const contextOf = (request: FastifyRequest) => requestContext(ctx, request);
  routes(createMount(app, { contextOf, admit, once: ({ run }) => run(), checksAnswers: true }));
  await app.ready();
  afterAll(() => app.close());
  return app;
}

/** A browser: it keeps cookies and says, as browsers do, which page its requests come from. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #app: FastifyInstance;
  readonly #origin: string;

  constructor(app: FastifyInstance, origin = "http://localhost:7860") {
    this.#app = app;
    this.#origin = origin;
  }

  async send(request: InjectOptions): Promise<LightMyRequestResponse> {
    const { host } = new URL(this.#origin);
    const response = await this.#app.inject({
      ...request,
      cookies: Object.fromEntries(this.cookies),
      headers: { host, origin: this.#origin, ...request.headers },
    });
    for (const { name, value, maxAge } of response.cookies) {
      if (value === "" || maxAge === 0) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}

import type { Input, Output } from "#contract/endpoint.ts";
import type { EndpointMap } from "#contract/endpoints.ts";
import { fromDocument, type Problem, problem } from "#contract/problems.ts";
import { ROUTES } from "./routes.ts";

export type EndpointId = keyof EndpointMap;
export type InputOf<Id extends EndpointId> = Input<EndpointMap[Id]>;
export type OutputOf<Id extends EndpointId> = Output<EndpointMap[Id]>;

export type ClientOptions = {
  /** Address of the gallery, e.g. `https://gallery.example.org`; "" for the page's own origin. */
  baseUrl: string;
  /** Access token; without it the browser's session cookie counts. */
  token?: string;
  fetch?: typeof fetch;
};

type QueryValue = string | number | boolean | undefined;

export type CallOptions = {
  signal?: AbortSignal;
  headers?: Record<string, string>;
};

/** A typed client of the whole API. Throws `Problem` with the server's code on any refusal. */
export type GalleryClient = {
  readonly baseUrl: string;
  /** Calls an endpoint by its id and gives its JSON answer (or its byte stream). */
  call<Id extends EndpointId>(
    id: Id,
    ...rest: {} extends InputOf<Id>
      ? [input?: InputOf<Id>, options?: CallOptions]
      : [input: InputOf<Id>, options?: CallOptions]
  ): Promise<OutputOf<Id>>;
  /** Any request below the gallery's address with its credentials: byte ranges, other protocols. */
  request(path: string, init?: RequestInit): Promise<Response>;
};

type AnyInput = {
  params?: Record<string, unknown>;
  query?: Record<string, QueryValue | QueryValue[]>;
  body?: unknown;
};

export function createClient(options: ClientOptions): GalleryClient {
  const baseUrl = options.baseUrl.replace(/\/+$/, "");
  const send = options.fetch ?? globalThis.fetch.bind(globalThis);

  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (options.token !== undefined) headers.set("authorization", `Bearer ${options.token}`);
    try {
      return await send(baseUrl + path, { credentials: "same-origin", ...init, headers });
    } catch (cause) {
      if (init.signal?.aborted) throw cause;
      throw problem("unavailable", {
        detail: `The gallery at ${baseUrl || "this address"} cannot be reached`,
        cause,
      });
    }
  }

  return {
    baseUrl,
    request,
    async call(id, ...rest) {
      const [input, callOptions = {}] = rest as [AnyInput?, CallOptions?];
      const [method, path, answer] = ROUTES[id];
      const headers = new Headers(callOptions.headers);
      const body = encodeBody(input?.body, headers);
      const duplex = body instanceof ReadableStream ? { duplex: "half" } : {};
      const response = await request(
        `/api/v1${fillPath(path, input?.params)}${toQuery(input?.query)}`,
        {
          method,
          headers,
          ...(body === undefined ? {} : { body, ...duplex }),
          ...(callOptions.signal === undefined ? {} : { signal: callOptions.signal }),
        },
      );
      if (!response.ok) throw await readProblem(response);
      if (answer === "stream") return response.body as never;
      return (answer === "json" ? await response.json() : undefined) as never;
    },
  };
}

/** Reads the problem document of a refused request; anything else becomes a plain problem. */
export async function readProblem(response: Response): Promise<Problem> {
  const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
  const text = await response.text();
  try {
    const document = JSON.parse(text);
    if (typeof document.code === "string") {
      return fromDocument(document, Number.isFinite(retryAfter) ? retryAfter : undefined);
    }
  } catch {
    // Not ours: a proxy's page, say. The status is what there is.
  }
  return problem(response.status === 404 ? "not-found" : "unavailable", {
    detail: `The server answered ${response.status} ${response.statusText}`.trim(),
  });
}

function encodeBody(body: unknown, headers: Headers): BodyInit | undefined {
  if (body === undefined) return undefined;
  if (body instanceof Blob || body instanceof ReadableStream || ArrayBuffer.isView(body)) {
    if (!headers.has("content-type")) headers.set("content-type", "application/octet-stream");
    return body as BodyInit;
  }
  headers.set("content-type", "application/json");
  return JSON.stringify(body);
}

function fillPath(path: string, params: Record<string, unknown> = {}): string {
  return path
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
    .replace(/\*$/, () => String(params.path).split("/").map(encodeURIComponent).join("/"));
}

function toQuery(query: NonNullable<AnyInput["query"]> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of [value].flat()) if (item !== undefined) search.append(name, String(item));
  }
  return search.size === 0 ? "" : `?${search}`;
}

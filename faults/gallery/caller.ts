import { Agent } from "undici";
import type { Account } from "../model/world.ts";

export type Answer = { status: number; bytes: Buffer; json: Json };

/** What was answered, read by its members; empty where it is no JSON object. */
export type Json = { readonly [member: string]: unknown };

export type Call = {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  as?: Account;
  /** Bytes go as they are, anything else as JSON. */
  body?: Uint8Array | object;
  headers?: Record<string, string>;
};

/** There was no answer, or one that says nothing about what has happened. */
export class Unanswered extends Error {
  override name = "Unanswered";
  /** Of the answer that there was; 0 when the connection broke. */
  readonly status: number;

  constructor(status: number, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.status = status;
  }
}

const STORAGE_FULL = 507;
const TIMEOUT_MS = 60_000;

/** The connections of all clients to one gallery, which may be cut. */
export class Caller {
  readonly url: string;
  #agent = newAgent();

  constructor(url: string) {
    this.url = url;
  }

  /**
   * @returns what a server says that knows what it did: success, or a refusal.
   * @throws {Unanswered} when nobody can know what happened.
   */
  async call({ method = "GET", path, as, body, headers = {} }: Call): Promise<Answer> {
    const answer = await this.#send({
      method,
      path,
      headers: {
        ...(as === undefined ? {} : { authorization: `Bearer ${as.token}` }),
        ...(body === undefined ? {} : { "content-type": typeOf(body) }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: body instanceof Uint8Array ? body : JSON.stringify(body) }),
    });
    if (answer.status < 500 || answer.status === STORAGE_FULL) return answer;
    const said = answer.bytes.toString().slice(0, 500);
    throw new Unanswered(answer.status, `${method} ${path} answered ${answer.status}: ${said}`);
  }

  async #send(request: {
    method: "GET" | "POST" | "PUT" | "DELETE";
    path: string;
    headers: Record<string, string>;
    body?: Uint8Array | string;
  }): Promise<Answer> {
    try {
      const response = await this.#agent.request({ origin: this.url, ...request });
      const bytes = Buffer.from(await response.body.arrayBuffer());
      return { status: response.statusCode, bytes, json: parse(bytes) };
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new Unanswered(0, `${request.method} ${request.path}: ${why}`, { cause });
    }
  }

  /** Breaks every connection in whatever it is doing; the next call opens a new one. */
  async cut(): Promise<void> {
    const cut = this.#agent;
    this.#agent = newAgent();
    await cut.destroy();
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }
}

function newAgent(): Agent {
  return new Agent({
    connections: 32,
    pipelining: 1,
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });
}

function typeOf(body: Uint8Array | object): string {
  return body instanceof Uint8Array ? "application/octet-stream" : "application/json";
}

function parse(bytes: Buffer): Json {
  if (bytes[0] !== 0x7b) return {};
  try {
    return JSON.parse(bytes.toString()) as Json;
  } catch {
    return {};
  }
}

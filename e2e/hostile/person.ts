import { expect } from "vitest";

export type Answer = { status: number; headers: Headers; bytes: Buffer; json: Json };

/** What was answered, read by its members; empty where it is no JSON. */
export type Json = { readonly [member: string]: unknown };

/** An object goes as JSON; text and bytes go as they are. */
export type Body = Uint8Array<ArrayBuffer> | string | object;

export type Call = {
  path: string;
  method?: string;
  body?: Body;
  headers?: Record<string, string>;
};

/** Somebody with an account, at every door of one gallery. */
export type Person = {
  name: string;
  token: string;
  /** The browser's session, as a `cookie` header. */
  cookie: string;
  get: (path: string) => Promise<Answer>;
  post: (path: string, body: Body) => Promise<Answer>;
  put: (path: string, body: Body) => Promise<Answer>;
  send: (call: Call) => Promise<Answer>;
  /** A new private model. */
  model: (name: string) => Promise<Place>;
};

/** A repository as one person reaches it. */
export type Place = {
  person: Person;
  fullName: string;
  /** The address of a call below `/api/v1/repositories/model/NAME/`. */
  api: (path: string) => string;
  /** A commit over the API that must succeed; gives its id. */
  commit: (...operations: object[]) => Promise<string>;
  /** The bytes of a file as the API gives them. */
  content: (path: string) => Promise<Answer>;
};

const PASSWORD = "correct horse battery";

export async function signUp(url: string, name: string): Promise<Person> {
  const account = { name, email: `${name}@example.org`, password: PASSWORD };
  const signedUp = await send(url, { method: "POST", path: "/api/v1/accounts", body: account });
  expect(signedUp.status, signedUp.bytes.toString()).toBe(201);
  const cookie = signedUp.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
  const created = await send(url, {
    method: "POST",
    path: "/api/v1/me/tokens",
    body: { name: "hostile", scope: "write" },
    headers: { cookie, origin: url },
  });
  expect(created.status, created.bytes.toString()).toBe(201);
  return personOf(url, { name, cookie, token: String(created.json["secret"]) });
}

/** The same person at another address: a server that was started again has a port of its own. */
export function personOf(
  url: string,
  { name, cookie, token }: Pick<Person, "name" | "cookie" | "token">,
): Person {
  const authorization = `Bearer ${token}`;
  const person: Person = {
    name,
    cookie,
    token,
    send: (call) => send(url, { ...call, headers: { authorization, ...call.headers } }),
    get: (path) => person.send({ path }),
    post: (path, body) => person.send({ method: "POST", path, body }),
    put: (path, body) => person.send({ method: "PUT", path, body }),
    async model(model) {
      const input = { kind: "model", owner: name, name: model };
      const answer = await person.post("/api/v1/assets", input);
      expect(answer.status, answer.bytes.toString()).toBe(201);
      return placeOf(person, `${name}/${model}`);
    },
  };
  return person;
}

export function placeOf(person: Person, fullName: string): Place {
  const api = (path: string) => `/api/v1/repositories/model/${fullName}/${path}`;
  return {
    person,
    fullName,
    api,
    async commit(...operations) {
      const answer = await person.post(api("commits"), { title: "Work", operations });
      expect(answer.status, answer.bytes.toString()).toBe(201);
      return String(answer.json["commit"]);
    },
    content: (path) => person.get(api(`content/main/${inUrl(path)}`)),
  };
}

/** One request, its answer read whole. */
async function send(
  url: string,
  { path, method = "GET", body, headers = {} }: Call,
): Promise<Answer> {
  const response = await fetch(url + path, {
    method,
    redirect: "manual",
    headers: { ...(body === undefined ? {} : { "content-type": typeOf(body) }), ...headers },
    ...(body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body) }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const isJson = response.headers.get("content-type")?.includes("json") && bytes[0] === 0x7b;
  const json = isJson ? (JSON.parse(bytes.toString()) as Json) : {};
  return { status: response.status, headers: response.headers, bytes, json };
}

function isRaw(body: Body): body is Uint8Array<ArrayBuffer> | string {
  return typeof body === "string" || body instanceof Uint8Array;
}

function typeOf(body: Body): string {
  return isRaw(body) ? "application/octet-stream" : "application/json";
}

/** A path as it stands in an address, its `/` kept. */
export function inUrl(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

import { describe, expect, it } from "vitest";
import { head, type RawAnswer, sendRaw } from "./raw-http.ts";
import { hostileGallery } from "./server-process.ts";

const gallery = await hostileGallery();
const { host } = new URL(gallery.url);
const close = { Host: host, Connection: "close" };
const text = "Content-Type: application/json";

/** The answer is ours, and one. */
function expectProblem(answer: RawAnswer, status: number, code: string): void {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.head.toLowerCase()).toContain("content-type: application/problem+json");
  expect(answer.head.toLowerCase()).toContain("x-content-type-options: nosniff");
  expect(JSON.parse(answer.body)).toMatchObject({ status, code });
  expect(answer.text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
}

async function expectAlive(): Promise<void> {
  expect((await fetch(`${gallery.url}/healthz`)).status).toBe(200);
}

describe("a request that is no HTTP", () => {
  const search = "/api/v1/assets";
  const broken: Record<string, (string | Uint8Array)[]> = {
    "an address with raw UTF-8": [Buffer.from(head("GET /模型/α", close))],
    "an address with control characters": [head("GET /a\u0001b", close)],
    "noise instead of a request": [
      Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3, 13, 10, 13, 10]),
    ],
    "a method nobody knows": [head("FROBNICATE /", close)],
    "two lengths": [
      `POST ${search} HTTP/1.1\r\nHost: ${host}\r\n${text}\r\nContent-Length: 2\r\nContent-Length: 60\r\n\r\n{}`,
    ],
    "a length and chunks": [
      head(`POST ${search}`, { Host: host, "Content-Length": "4", "Transfer-Encoding": "chunked" }),
      `0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    ],
    "a length that is no number": [head(`POST ${search}`, { Host: host, "Content-Length": "-5" })],
    "a header on two lines": [
      `GET / HTTP/1.1\r\nHost: ${host}\r\nX-A: 1\r\n 2\r\nX\u0000: 3\r\n\r\n`,
    ],
    "a space before the colon": [
      `POST ${search} HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n`,
    ],
  };
  it.each(Object.entries(broken))("PLT-7: with %s gets one plain 400", async (_, pieces) => {
    expectProblem(await sendRaw(gallery.url, ...pieces), 400, "validation-failed");
    await expectAlive();
  });

  it("PLT-7: with a broken chunk in its body gets one plain 400", async () => {
    const answer = await sendRaw(
      gallery.url,
      head("POST /api/v1/session", {
        Host: host,
        "Content-Type": "application/json",
        "Transfer-Encoding": "chunked",
      }),
      "2\r\n{}\r\nzz\r\nGET /metrics HTTP/1.1\r\n\r\n",
    );
    expectProblem(answer, 400, "validation-failed");
    await expectAlive();
  });

  it("PLT-7: with headers without end is told their limit", async () => {
    const big = head("GET /", { ...close, "X-Big": "x".repeat(20_000) });
    expectProblem(await sendRaw(gallery.url, big), 431, "headers-too-large");
    const many = Object.fromEntries(
      Array.from({ length: 700 }, (_, n) => [`X-${n}`, "y".repeat(20)]),
    );
    const answer = await sendRaw(gallery.url, head("GET /", { ...close, ...many }));
    expectProblem(answer, 431, "headers-too-large");
    await expectAlive();
  });

  it.each(["/%", "/%zz", "/%c0%ae%c0%ae/etc/passwd", "/api/v1/assets/model/%ff/x", "/%00%"])(
    "PLT-7: with the address %s gets one plain answer",
    async (path) => {
      const answer = await sendRaw(gallery.url, head(`GET ${path}`, close));
      expectProblem(answer, 400, "validation-failed");
    },
  );

  it("PLT-7: with an address longer than any name names nothing", async () => {
    const path = `/api/v1/assets/model/x/${"y".repeat(9_000)}`;
    expectProblem(await sendRaw(gallery.url, head(`GET ${path}`, close)), 404, "not-found");
  });

  it("PLT-7: never puts its refusal into the middle of an answer", async () => {
    const first = head("GET /api/v1/openapi.json", { Host: host });
    const answer = await sendRaw(gallery.url, first, "\u0000\u0001 nonsense\r\n\r\n");
    const length = Number(/content-length: (\d+)/i.exec(answer.head)?.[1]);
    const whole = Buffer.from(answer.body).subarray(0, length).toString();
    expect(() => JSON.parse(whole) as unknown).not.toThrow();
    await expectAlive();
  });
});

describe("the Host header", () => {
  it.each([
    "evil.example",
    "evil.example:7860",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
  ])("PLT-7: of another site (%s) reaches nothing", async (foreign) => {
    for (const path of [
      "/",
      "/api/v1/site",
      "/api/models/a/b",
      "/a/b/resolve/main/c",
      "/healthz",
    ]) {
      const answer = await sendRaw(gallery.url, head(`GET ${path}`, { ...close, Host: foreign }));
      expect(answer.status, path).toBe(404);
      expect(answer.text).not.toContain(foreign.split(":", 1)[0]);
    }
  });

  it("PLT-7: is not replaced by what a stranger says of proxies", async () => {
    const answer = await sendRaw(
      gallery.url,
      head("GET /api/v1/openapi.json", { ...close, "X-Forwarded-Host": "evil.example" }),
    );
    expect(answer.text).not.toContain("evil.example");
  });

  it("PLT-7: is needed, once", async () => {
    expect((await sendRaw(gallery.url, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n")).status).toBe(
      400,
    );
    const two = `GET /api/v1/site HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`;
    expect((await sendRaw(gallery.url, two)).status).toBe(400);
  });
});

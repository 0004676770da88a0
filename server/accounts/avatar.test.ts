import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { NO_ASSETS } from "../testing/account-ports.ts";
import { aUser, TEST_PASSWORD } from "../testing/accounts.ts";
import { testContext } from "../testing/context.ts";
import { Browser, testServer } from "../testing/http.ts";
import { accountsRoutes } from "./routes.ts";

const MAX_BYTES = 1_000_000;
const PNG = Buffer.from("\x89PNG\r\n\x1A\n", "latin1");
const JPEG = Buffer.from("\xFF\xD8\xFF\xE0", "latin1");
const WEBP = Buffer.from("RIFF\x10\0\0\0WEBPVP8 ", "latin1");

const ctx = await testContext();
const app = await testServer(ctx, (mount) => accountsRoutes(mount, NO_ASSETS));

async function aBrowser(): Promise<{ browser: Browser; name: string }> {
  const { name } = await aUser(ctx);
  const browser = new Browser(app);
  await browser.send({
    method: "POST",
    url: "/api/v1/session",
    payload: { login: name, password: TEST_PASSWORD },
  });
  return { browser, name };
}

const put = (browser: Browser, image: Buffer, type = "image/png") =>
  browser.send({
    method: "PUT",
    url: "/api/v1/me/avatar",
    payload: image,
    headers: { "content-type": type },
  });

const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: "GET", url, headers: { host: "localhost", ...headers } });

const imageOf = (signature: Buffer, sizeBytes: number) =>
  Buffer.concat([signature, randomBytes(sizeBytes - signature.length)]);

describe("an avatar", () => {
  it("ACC-3: is served as it was sent, by the type that its bytes have", async () => {
    const { browser, name } = await aBrowser();
    const images = [
      ["image/png", PNG],
      ["image/jpeg", JPEG],
      ["image/webp", WEBP],
    ] as const;
    for (const [mediaType, signature] of images) {
      const image = imageOf(signature, 5000);
      const saved = await put(browser, image, "image/gif");
      expect(saved.statusCode).toBe(200);
      const { avatarUrl } = saved.json();
      expect(avatarUrl).toMatch(`/api/v1/namespaces/${name}/avatar?v=`);
      const served = await get(avatarUrl);
      expect(served.headers["content-type"]).toBe(mediaType);
      expect(served.headers["x-content-type-options"]).toBe("nosniff");
      expect(served.headers["content-security-policy"]).toContain("sandbox");
      expect(served.rawPayload.equals(image)).toBe(true);
    }
  });

  it("ACC-3: is not sent again to who has it; a new one has another address and ETag", async () => {
    const { browser } = await aBrowser();
    const first = (await put(browser, imageOf(PNG, 100))).json().avatarUrl;
    const etag = String((await get(first)).headers.etag);
    const again = await get(first, { "if-none-match": etag });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
    const second = (await put(browser, imageOf(PNG, 100))).json().avatarUrl;
    expect(second).not.toBe(first);
    expect((await get(second, { "if-none-match": etag })).statusCode).toBe(200);
  });

  it("PLT-7: is no page, script, SVG or other file, whatever it is called", async () => {
    const { browser, name } = await aBrowser();
    const files = [
      Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
      Buffer.from("<!doctype html><script>alert(1)</script>"),
      Buffer.from("GIF89a"),
      Buffer.from("RIFF\x10\0\0\0WAVEfmt "),
      PNG.subarray(0, 7),
      Buffer.alloc(0),
    ];
    for (const file of files) {
      expect((await put(browser, file)).json().code).toBe("unsupported-media-type");
    }
    expect((await get(`/api/v1/namespaces/${name}/avatar`)).statusCode).toBe(404);
  });

  it("ACC-3: has at most one megabyte, to the byte", async () => {
    const { browser } = await aBrowser();
    expect((await put(browser, imageOf(PNG, MAX_BYTES))).statusCode).toBe(200);
    const larger = await put(browser, imageOf(PNG, MAX_BYTES + 1));
    expect(larger.json()).toMatchObject({ status: 413, code: "body-too-large" });
    expect(larger.json().detail).toContain("1000000");
  });

  it("ACC-3: can be removed", async () => {
    const { browser, name } = await aBrowser();
    await put(browser, imageOf(JPEG, 100));
    const removed = await browser.send({ method: "DELETE", url: "/api/v1/me/avatar" });
    expect(removed.statusCode).toBe(204);
    expect((await get(`/api/v1/namespaces/${name}/avatar`)).statusCode).toBe(404);
    const session = await browser.send({ method: "GET", url: "/api/v1/session" });
    expect(session.json().account.avatarUrl).toBeNull();
  });

  it("PLT-7: is set by its owner only", async () => {
    expect((await put(new Browser(app), imageOf(PNG, 100))).statusCode).toBe(401);
  });
});

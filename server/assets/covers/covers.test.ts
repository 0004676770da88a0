import { beforeAll, describe, expect, it } from "vitest";
import type { Address } from "#contract/fields.ts";
import { wireDomains } from "../../app.ts";
import { accountsRoutes, getSystemViewer } from "../../accounts/index.ts";
import { NO_ASSETS } from "../../testing/account-ports.ts";
import { aUser, TEST_PASSWORD } from "../../testing/accounts.ts";
import { anAsset, aPublishedAsset } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { Browser, testServer } from "../../testing/http.ts";
import { aPng } from "../../testing/pictures.ts";
import { assetsRoutes } from "../routes.ts";
import { renameAsset } from "../rename-asset.ts";
import {
  aJpeg,
  aLosslessWebp,
  aLossyWebp,
  anExtendedWebp,
  withText,
} from "./testing/structures.ts";

const ctx = await testContext();
const app = await testServer(ctx, (mount) => {
  accountsRoutes(mount, NO_ASSETS);
  assetsRoutes(mount);
});
let owner: TestContext;
let ownBrowser: Browser;
let stranger: Browser;
const nobody = new Browser(app);

const SIZE = { width: 360, height: 200 };

async function aBrowser(): Promise<{ browser: Browser; name: string }> {
  const { name } = await aUser(ctx);
  const browser = new Browser(app);
  const payload = { login: name, password: TEST_PASSWORD };
  await browser.send({ method: "POST", url: "/api/v1/session", payload });
  return { browser, name };
}

beforeAll(async () => {
  wireDomains(ctx);
  const { browser, name } = await aBrowser();
  ownBrowser = browser;
  owner = ctx.as(await getSystemViewer(ctx.db, name));
  stranger = (await aBrowser()).browser;
});

const urlOf = ({ kind, owner: ownerName, name }: Address) =>
  `/api/v1/assets/${kind}/${ownerName}/${name}`;

const put = (browser: Browser, address: Address, image: Buffer) =>
  browser.send({
    method: "PUT",
    url: `${urlOf(address)}/cover`,
    payload: image,
    headers: { "content-type": "image/png" },
  });

const get = (browser: Browser, url: string, headers: Record<string, string> = {}) =>
  browser.send({ method: "GET", url, headers });

describe("a cover", () => {
  it.each([
    ["image/png", aPng(SIZE)],
    ["image/png", aPng({ width: 1080, height: 600 })],
    ["image/jpeg", aJpeg(SIZE)],
    ["image/webp", aLossyWebp({ width: 720, height: 400 })],
    ["image/webp", aLosslessWebp(SIZE)],
    ["image/webp", anExtendedWebp(SIZE)],
  ])("PUB-9: of type %s is served by the type that its bytes have", async (mediaType, image) => {
    const asset = await aPublishedAsset(owner);
    const saved = await put(ownBrowser, asset, image);
    expect(saved.statusCode).toBe(200);
    const { coverUrl } = saved.json();
    const shown = await get(nobody, urlOf(asset));
    expect(shown.json()).toMatchObject({ coverUrl });
    const served = await get(nobody, coverUrl);
    expect(served.headers["content-type"]).toBe(mediaType);
    expect(served.headers["x-content-type-options"]).toBe("nosniff");
    expect(served.headers["content-security-policy"]).toContain("sandbox");
    expect(served.headers["cache-control"]).toBe("private, max-age=300");
  });

  it.each([
    ["PNG", withText(aPng(SIZE)), aPng(SIZE)],
    ["JPEG", aJpeg(SIZE), undefined],
    ["WebP", anExtendedWebp(SIZE), anExtendedWebp(SIZE, 0).subarray(0, 30 + 8 + 14)],
  ])(
    "PUB-9: a %s keeps no place, time or text, and nothing behind its end",
    async (_, image, bare) => {
      const asset = await anAsset(owner);
      const sent = Buffer.concat([image, Buffer.from("<script>taken at home</script>")]);
      expect(sent.includes("taken at home")).toBe(true);
      const { coverUrl } = (await put(ownBrowser, asset, sent)).json();
      const { rawPayload } = await get(ownBrowser, coverUrl);
      expect(rawPayload.includes("taken at home")).toBe(false);
      if (bare) expect(rawPayload.subarray(8).equals(bare.subarray(8))).toBe(true);
      const again = (await put(ownBrowser, asset, rawPayload)).json();
      expect((await get(ownBrowser, again.coverUrl)).rawPayload.equals(rawPayload)).toBe(true);
    },
  );

  it("PUB-9: has its shape: 360 × 200, or as fine as three times that", async () => {
    const asset = await anAsset(owner);
    const sizes: [number, number][] = [
      [359, 200],
      [360, 201],
      [180, 100],
      [1440, 800],
      [0, 0],
      [60_000, 33_333],
    ];
    for (const [width, height] of sizes) {
      for (const image of [aPng({ claims: { width, height } }), aJpeg({ width, height })]) {
        const refused = await put(ownBrowser, asset, image);
        expect(refused.json()).toMatchObject({ status: 422, code: "cover-invalid", width, height });
        expect(refused.json().detail).toContain("360 × 200");
      }
    }
  });

  it("PLT-7: is no page, script, SVG, moving or other file, whatever it is called", async () => {
    const asset = await anAsset(owner);
    const others = [
      Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
      Buffer.from("GIF89a"),
      Buffer.from("RIFF\x10\0\0\0WAVEfmt "),
      Buffer.alloc(0),
    ];
    for (const file of others) {
      expect((await put(ownBrowser, asset, file)).json().code).toBe("unsupported-media-type");
    }
    const moving = await put(ownBrowser, asset, anExtendedWebp(SIZE, 0x02));
    expect(moving.json().code).toBe("cover-invalid");
  });

  it("PLT-7: cut off or changed anywhere it is refused or whole, and never breaks the reader", async () => {
    const asset = await anAsset(owner);
    const images = [aPng(SIZE), aJpeg(SIZE), aLossyWebp(SIZE), anExtendedWebp(SIZE)];
    for (const image of images) {
      for (let length = 12; length < Math.min(image.length, 120); length += 3) {
        const cut = await put(ownBrowser, asset, image.subarray(0, length));
        expect(cut.json().code, `${length} of ${image.length} bytes`).toBe("cover-invalid");
      }
      for (let at = 12; at < Math.min(image.length, 80); at += 5) {
        const changed = Buffer.from(image);
        changed[at] = 0xff;
        expect([200, 422]).toContain((await put(ownBrowser, asset, changed)).statusCode);
      }
    }
  });

  it("PUB-9: has at most one megabyte", async () => {
    const asset = await anAsset(owner);
    const image = Buffer.concat([aPng(SIZE), Buffer.alloc(1_000_001)]);
    const refused = await put(ownBrowser, asset, image);
    expect(refused.json()).toMatchObject({ status: 413, code: "body-too-large" });
  });

  it("PUB-9: is not sent again to who has it; a new one has another address", async () => {
    const asset = await aPublishedAsset(owner);
    const first = (await put(ownBrowser, asset, aPng(SIZE))).json().coverUrl;
    const etag = String((await get(nobody, first)).headers.etag);
    const again = await get(nobody, first, { "if-none-match": etag });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
    const second = (await put(ownBrowser, asset, aJpeg(SIZE))).json().coverUrl;
    expect(second).not.toBe(first);
    expect((await get(nobody, second, { "if-none-match": etag })).statusCode).toBe(200);
  });

  it("PUB-9: can be removed, and goes along when the asset is renamed", async () => {
    const asset = await anAsset(owner);
    await put(ownBrowser, asset, aPng(SIZE));
    const name = `${asset.name}-2`;
    await renameAsset(owner, asset, { owner: asset.owner, name });
    const renamed = { ...asset, name };
    const { coverUrl } = (await get(ownBrowser, urlOf(renamed))).json();
    expect((await get(ownBrowser, coverUrl)).statusCode).toBe(200);
    const url = `${urlOf(renamed)}/cover`;
    expect((await ownBrowser.send({ method: "DELETE", url })).statusCode).toBe(204);
    expect((await get(ownBrowser, coverUrl)).statusCode).toBe(404);
    expect((await get(ownBrowser, urlOf(renamed))).json().coverUrl).toBeNull();
  });

  it("PLT-6: is seen by who sees the asset, and set by who writes to it", async () => {
    const hidden = await anAsset(owner);
    const { coverUrl } = (await put(ownBrowser, hidden, aPng(SIZE))).json();
    expect((await get(ownBrowser, coverUrl)).statusCode).toBe(200);
    expect((await get(stranger, coverUrl)).statusCode).toBe(404);
    expect((await get(nobody, coverUrl)).statusCode).toBe(404);
    expect((await put(stranger, hidden, aPng(SIZE))).statusCode).toBe(404);
    const shown = await aPublishedAsset(owner);
    expect((await put(stranger, shown, aPng(SIZE))).statusCode).toBe(403);
    expect((await put(nobody, shown, aPng(SIZE))).statusCode).toBe(401);
  });
});

import { beforeAll, describe, expect, it, vi } from "vitest";
import { flushUse } from "#server/assets/index.ts";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const PHONE = 390;
const WHALE = "/ada/whale";
const SONGS = "/datasets/ben/songs";
const HOSTILE = "/algorithms/ben/hostile";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
let ada: Window;
let ben: Window;
let lin: Window;

type Made = { kind: "model" | "dataset" | "algorithm"; owner: string; name: string };

const PUBLICATION = {
  visibility: "public",
  description: "Songs of whales",
  licence: "mit",
  tasks: ["audio-classification"],
  dataTypes: ["audio"],
  title: "Songs",
  isCodeOpen: true,
  acceptsAgreements: true,
};

/** What a program of this person does beside the page. */
async function call({ page }: Window, request: string, data?: unknown) {
  const [method = "", path = ""] = request.split(" ");
  const headers = { origin: gallery.url };
  const answer = await page.request.fetch(`/api/v1${path}`, { method, data, headers });
  expect(answer.ok(), `${request}: ${await answer.text()}`).toBe(true);
  return (await answer.json()) as Record<string, unknown>;
}

/** An asset on the shelf with this card; its id. */
async function listed(
  window: Window,
  { asset, source, more = {} }: { asset: Made; source: string; more?: object },
): Promise<string> {
  const path = `/assets/${asset.kind}/${asset.owner}/${asset.name}`;
  const { id } = await call(window, "POST /assets", asset);
  await call(window, `PUT ${path}/card`, { source });
  await call(window, `POST ${path}/listing`, { ...PUBLICATION, ...more });
  await vi.waitFor(
    async () => expect(await call(window, `GET ${path}`)).toMatchObject({ state: "published" }),
    { timeout: 20_000, interval: 200 },
  );
  return String(id);
}

let songsId: string;

beforeAll(async () => {
  ada = await openWindow();
  ben = await openWindow();
  lin = await openWindow({ language: "zh-CN", width: PHONE, colorScheme: "dark" });
  await signUp(ada.page, "ada");
  await signUp(ben.page, "ben");
  const base = { kind: "model", owner: "ada", name: "ocean" } as const;
  await listed(ada, { asset: base, source: "---\nlicense: mit\n---\n# Ocean\n" });
  const origins = "base_model:\n- ada/ocean\n- elsewhere/unknown\ndatasets:\n- ben/songs\n";
  await listed(ada, {
    asset: { kind: "model", owner: "ada", name: "whale" },
    source: `---\nlicense: mit\ntitle_zh: 鲸歌\n${origins}tags:\n- arxiv:1706.03762\n---\n# Whale\n`,
    more: { version: { number: "1.0.0", description: "", constraints: "For research only" } },
  });
  songsId = await listed(ben, {
    asset: { kind: "dataset", owner: "ben", name: "songs" },
    source: "---\nlicense: mit\ntitle_zh: 鲸歌集\n---\n# Songs\n",
  });
});

describe("the header and the side column", () => {
  it("DIS-4: show full name, id, size and both titles, with buttons that copy", async () => {
    const { page } = ben;
    await page.goto(WHALE);
    await expectShown(page.getByRole("button", { name: "Copy the full name" }));
    await expectShown(page.getByRole("button", { name: "Copy the asset ID" }));
    await expectShown(page.locator("header").getByText("鲸歌"));
    await expectShown(page.locator("header").getByText("Asset ID"));
    await expectShown(page.getByText("Downloads in 30 days"));
  });

  it("DIS-4: lead to what the asset was made from, where the reader sees it", async () => {
    const { page } = ben;
    const side = page.getByRole("complementary");
    await expectShown(side.getByText("elsewhere/unknown"));
    await expectShown(side.getByRole("link", { name: "ben/songs" }));
    expect(await side.getByRole("link", { name: "elsewhere/unknown" }).count()).toBe(0);
    await side.getByRole("link", { name: "ada/ocean" }).click();
    await page.waitForURL((url) => url.pathname === "/ada/ocean");
    await expectShown(side.getByText("Made from this"));
    await expectShown(side.getByRole("link", { name: "ada/whale" }));
  });

  it("DIS-10: count the looks of others, not those of the owner", async () => {
    await ada.page.goto(WHALE);
    await ada.page.reload();
    await expectShown(ada.page.getByRole("link", { name: "Settings" }));
    await lin.page.goto(WHALE);
    await expectShown(lin.page.getByText("鲸歌"));
    await lin.page.reload();
    await expectShown(lin.page.getByText("鲸歌"));
    const views = async () => {
      await flushUse(gallery.ctx);
      return (await call(ada, "GET /assets/model/ada/whale"))["views"];
    };
    // Ben's of the tests above, and Lin's.
    await expect.poll(views, { timeout: 10_000 }).toBe(2);
    await ada.page.reload();
    const facts = ada.page.getByRole("complementary").locator("dl").first();
    await expectShown(facts.getByText("Views"));
    expect(await facts.innerText()).toMatch(/Views\s+2\b/u);
  });
});

describe("COM-2: related assets", () => {
  it("COM-2: are linked by id, after the other one was shown", async () => {
    const { page } = ada;
    await page.goto(WHALE);
    await page.getByRole("link", { name: "Related" }).click();
    await page.getByRole("button", { name: "Link an asset" }).click();
    const dialog = page.getByRole("dialog");
    const which = dialog.getByRole("textbox", { name: "Asset" });
    await which.fill("f".repeat(24));
    await expectShown(page.getByText("No asset with this ID can be linked here"));
    await which.fill(songsId);
    await page.getByRole("option", { name: /ben\/songs/u }).click();
    const target = dialog.getByRole("region", { name: "Asset to link" });
    await expectShown(target.getByText("ben/songs"));
    await expectShown(target.getByText(songsId));
    await dialog.getByRole("button", { name: "Link this asset" }).click();
    const list = page.getByRole("list", { name: "Related assets" });
    await expectShown(list.getByRole("link", { name: /ben\/songs/u }));
  });

  it("COM-2: stand on both pages, and either owner takes the link away", async () => {
    await lin.page.goto(`${SONGS}/related`);
    await expectShown(lin.page.getByRole("list", { name: "关联资产" }).getByText("鲸歌"));
    const { page } = ben;
    await page.goto(`${SONGS}/related`);
    await page.getByRole("button", { name: "Unlink ada/whale" }).click();
    await expectShown(page.getByText("The other owner cannot make it again"));
    await page.getByRole("dialog").getByRole("button", { name: "Unlink" }).click();
    await expectShown(page.getByText("Nothing is linked yet"));
    await lin.page.goto(`${WHALE}/related`);
    await expectShown(lin.page.getByText("还没有关联资产"));
  });

  it("COM-2: found by words; a refusal is explained where it happens", async () => {
    const { page } = ada;
    await page.goto(`${WHALE}/related`);
    await page.getByRole("button", { name: "Link an asset" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Kind" }).click();
    await page.getByRole("option", { name: "Datasets" }).click();
    await dialog.getByRole("textbox", { name: "Asset" }).fill("songs");
    await page.getByRole("option", { name: /ben\/songs/u }).click();
    await dialog.getByRole("button", { name: "Link this asset" }).click();
    await expectShown(dialog.getByText("The owner of the other asset took this link away"));
  });
});

describe("the tabs", () => {
  it("DIS-4: delivery tells what one gets and offers only what this viewer can do", async () => {
    const { page } = ben;
    await page.goto(WHALE);
    await page.getByRole("link", { name: "Delivery" }).click();
    await expectShown(page.getByText("Ready"));
    await expectShown(page.getByText("Free use without end."));
    await expectShown(page.getByText(`git clone ${gallery.url}/ada/whale`));
    await expectShown(page.getByRole("button", { name: "Download all" }));
    await page.getByRole("tab", { name: "gallery-cli" }).click();
    await expectShown(page.getByText("--revision 1.0.0"));
    expect(await page.getByRole("button", { name: /Deploy|Fine-tune/u }).count()).toBe(0);
  });

  it("DIS-4: restrictions name visibility, billing, duration, constraints and terms", async () => {
    const { page } = ben;
    await page.getByRole("link", { name: "Restrictions" }).click();
    const main = page.getByRole("main");
    for (const said of ["Visible to", "Everyone", "Billing", "Free", "Duration", "Unlimited"]) {
      await expectShown(main.getByText(said, { exact: true }));
    }
    await expectShown(main.getByText("For research only"));
    await expectShown(main.getByRole("link", { name: "MIT License" }));
    await expectShown(main.getByText("What subscribers agree to"));
  });

  it("DIS-4: a paper has a tab, and what has none has none", async () => {
    const { page } = ben;
    await page.getByRole("link", { name: "Paper" }).click();
    const paper = page.getByRole("main").getByRole("link", { name: /arXiv:1706\.03762/u });
    expect(await paper.getAttribute("href")).toBe("https://arxiv.org/abs/1706.03762");
    await page.goto(SONGS);
    await expectShown(page.getByRole("link", { name: "Comments" }));
    expect(await page.getByRole("link", { name: "Paper" }).count()).toBe(0);
  });

  it("DIS-4: storage, statistics and settings are the owner's", async () => {
    await Promise.all([ada.page.goto(WHALE), ben.page.goto(WHALE)]);
    await expectShown(ben.page.getByRole("link", { name: "Comments" }));
    for (const name of ["Storage", "Statistics", "Settings"]) {
      await expectShown(ada.page.getByRole("link", { name, exact: true }));
      expect(await ben.page.getByRole("link", { name, exact: true }).count()).toBe(0);
    }
  });

  it("DIS-4: on a phone, dark and in Chinese, no tab is wider than the page", async () => {
    const { page } = lin;
    const said: Record<string, string> = {
      "": "近 30 天下载量",
      "/delivery": "您将获得",
      "/restrictions": "订阅者须同意",
      "/related": "还没有关联资产",
      "/paper": "arXiv:1706.03762",
      "/comments": "鲸歌",
    };
    for (const [tab, text] of Object.entries(said)) {
      await page.goto(WHALE + tab);
      await expectShown(page.getByText(text));
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, tab).toBeLessThanOrEqual(PHONE);
    }
  });
});

/** Each would set `hacked` if it ran. */
const CORPUS = [
  "<script>hacked=1</script>",
  "<img src=x onerror=hacked=1>",
  "<svg/onload=hacked=1>",
  `"><iframe srcdoc="<script>parent.hacked=1</script>">`,
  "{{constructor.constructor('hacked=1')()}}",
  "[x](javascript:hacked=1)",
  "\u202Etxt.exe<b>",
];

describe("hostile words", () => {
  it.each([0, 1])("REP-8: run nowhere on the page of an asset (%i)", async (half) => {
    const evils = CORPUS.filter((_, index) => index % 2 === half);
    const [title = "", ...others] = evils;
    const list = JSON.stringify(evils);
    const settings = `title_zh: ${JSON.stringify(title)}\ntags: ${list}\nbase_model: ${list}\n`;
    const asset = { kind: "algorithm", owner: "ben", name: `hostile-${half}` } as const;
    const more = { title: others[0], paperTitle: title, paperLink: "https://example.org/<b>" };
    const source = `---\nlicense: mit\n${settings}datasets: ${list}\n---\n${evils.join("\n\n")}\n`;
    await listed(ben, { asset, source, more });
    for (const { page } of [ben, lin]) {
      for (const tab of ["", "/delivery", "/restrictions", "/related", "/paper"]) {
        await page.goto(`${HOSTILE}-${half}${tab}`);
        await expectShown(page.getByRole("heading", { level: 1 }));
        await expectShown(page.locator("main h2, main h3, aside dl"));
        expect(await page.evaluate("window.hacked")).toBeUndefined();
      }
    }
  });
});

it("PLT-11: the browsers had nothing to complain about", () => {
  expectNoComplaints(ada, ben, lin);
});

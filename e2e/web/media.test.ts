import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { aPng } from "#server/testing/pictures.ts";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { aPdf, aWav } from "./media-files.ts";
import { createAsset, signUp } from "./steps.ts";
import { aWebm, encodeFrames } from "./video-file.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
let ada: Window;

const POLLING = { timeout: 20_000 };
const PNG = aPng({ width: 320, height: 200 });
const BOMB = aPng({ claims: { width: 50_000, height: 50_000 } });
const RUNS = "window.hasRun = true";

const NOTEBOOK = {
  nbformat: 4,
  metadata: { language_info: { name: "python" } },
  cells: [
    {
      cell_type: "markdown",
      source: `# Walk\n<script>${RUNS}</script>\n[bad link](javascript:${RUNS})\n![a](attachment:a.png)`,
      attachments: { "a.png": { "image/png": PNG.toString("base64") } },
    },
    {
      cell_type: "code",
      execution_count: 7,
      source: "import pandas as pd\ndf.head()",
      outputs: [
        {
          output_type: "execute_result",
          data: {
            "text/html": `<table><tr><td>in a table</td></tr></table><script>${RUNS}</script>
              <img src="x" onerror="${RUNS}"><a href="javascript:${RUNS}">bad link</a>
              <form action="/api/v1/session"><button>Send</button></form><style>*{display:none}</style>`,
          },
        },
        {
          output_type: "display_data",
          data: {
            "image/svg+xml": `<svg xmlns="http://www.w3.org/2000/svg" onload="${RUNS}" width="9" height="9"><script>${RUNS}</script></svg>`,
          },
        },
        { output_type: "stream", name: "stdout", text: "\u001B[31mred\u001B[0m text\n" },
        {
          output_type: "display_data",
          data: { "application/vnd.plotly.v1+json": { data: [] }, "text/plain": "a figure" },
        },
      ],
    },
  ],
};

const MODEL_FILES = {
  "README.md": "---\npipeline_tag: image-classification\n---\n# Night owl",
  "walk.ipynb": JSON.stringify(NOTEBOOK),
  "broken.ipynb": '{"cells": [',
  "paper.pdf": aPdf({ text: "A walk in the dark", script: RUNS }),
  "secret.pdf": aPdf({ text: "Hidden words", script: RUNS, password: "owl" }),
  "broken.pdf": "%PDF-1.7 and then nothing",
  "owl.wav": aWav({ seconds: 1 }),
  "liar.mp3": `<script>${RUNS}</script>`,
  "picture.png": PNG,
  "bomb.png": BOMB,
  "config.json": '{"model_type": "owl",\n"architectures": [}',
  "gallery_train/train.py": "print(1)",
  "gallery_train/train_params.json": '{"training_methods": []}',
};

async function commit(page: Page, repository: string, files: Record<string, string | Buffer>) {
  const operations = Object.entries(files).map(([path, content]) => ({
    op: "put",
    path,
    base64: Buffer.from(content).toString("base64"),
  }));
  const status = await page.evaluate(
    async ([address, body]) => {
      const headers = { "content-type": "application/json" };
      const sent = await fetch(`/api/v1/repositories/${address}/commits`, {
        method: "POST",
        headers,
        body: body ?? "",
      });
      return sent.status;
    },
    [repository, JSON.stringify({ title: "Add files", operations })],
  );
  expect(status).toBe(201);
}

/** As a reader turns the wheel until it is there. */
async function scrollTo(page: Page, wanted: Locator): Promise<void> {
  for (let turn = 0; turn < 100 && !(await wanted.isVisible()); turn += 1) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(100);
  }
  await expectShown(wanted);
}

const hasRun = (page: Page) => page.evaluate(() => "hasRun" in window);

beforeAll(async () => {
  ada = await openWindow();
  const { page } = ada;
  await signUp(page, "ada", "Ada");
  await createAsset(page, { owner: "ada", name: "owl" });
  await commit(page, "model/ada/owl", MODEL_FILES);
  await createAsset(page, { kind: "dataset", owner: "ada", name: "birds" });
  const birds = Array.from({ length: 130 }, (_, at): [string, Buffer] => [
    `train/${at % 2 === 0 ? "owl" : "jay"}/${String(at).padStart(3, "0")}.png`,
    PNG,
  ]);
  await commit(page, "dataset/ada/birds", {
    ...Object.fromEntries(birds),
    "train/jay/bomb.png": BOMB,
    "train/owl/metadata.csv": "file_name,label,text\n000.png,barn owl,It sits\n../../x,no,no\n",
  });
});

it("REP-5: a notebook is shown with its outputs, and nothing of it runs", async () => {
  const { page } = ada;
  await page.goto("/ada/owl/blob/main/walk.ipynb");
  await expectShown(page.getByRole("heading", { name: "Walk" }));
  await expectShown(page.getByRole("region", { name: "Code cell 7" }));
  await expectShown(page.getByRole("cell", { name: "in a table" }));
  await expectShown(page.getByText("An interactive plot"));
  await expectShown(page.getByText("a figure"));
  const red = page.getByText("red", { exact: true });
  expect(await red.evaluate((part) => getComputedStyle(part).color)).not.toBe(
    await page.getByText("a figure").evaluate((part) => getComputedStyle(part).color),
  );
  const pictures = await page
    .locator("main img")
    .evaluateAll((images: HTMLImageElement[]) => images.map(({ src }) => src.slice(0, 14)));
  expect(pictures).toContain("data:image/png");
  expect(await page.locator("main form, main script, main [onerror]").count()).toBe(0);
  expect(await page.locator("[href^='javascript']").count()).toBe(0);
  expect(await hasRun(page)).toBe(false);
});

it("REP-5: a broken notebook says where, and is shown as text", async () => {
  const { page } = ada;
  await page.goto("/ada/owl/blob/main/broken.ipynb");
  await expectShown(page.getByText("the file ends too early, at byte 11"));
  await expectShown(page.getByText('{"cells": ['));
});

it("REP-5: a PDF is read page by page, its script never runs; a broken one says so", async () => {
  const { page } = ada;
  await page.goto("/ada/owl/blob/main/paper.pdf");
  await expectShown(page.getByText("A walk in the dark").first());
  await expectShown(page.getByText("of 3 pages"));
  await page.getByRole("textbox", { name: "Page" }).fill("3");
  await page.getByRole("textbox", { name: "Page" }).press("Enter");
  await expectShown(page.getByText("Page 3 of the paper"));
  expect(await hasRun(page)).toBe(false);
  await page.goto("/ada/owl/blob/main/broken.pdf");
  await expectShown(page.getByText("It is damaged, or no PDF at all."));
});

it("REP-5: a PDF asks for its password; a wrong one, and none, are said", async () => {
  const { page } = ada;
  await page.goto("/ada/owl/blob/main/secret.pdf");
  const field = page.getByLabel("Password of the PDF", { exact: true });
  await field.fill("jay");
  await field.press("Enter");
  await expectShown(page.getByText("This is not the password."));
  await page.getByRole("button", { name: "Cancel" }).click();
  await expectShown(page.getByText("It is protected by a password."));
  await page.getByRole("button", { name: "Enter the password" }).click();
  await field.fill("owl");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expectShown(page.getByText("Hidden words").first());
  await expectShown(page.getByText("of 3 pages"));
  expect(await hasRun(page)).toBe(false);
});

it("REP-5: a recording plays; one that is something else says so", async () => {
  const { page } = ada;
  await page.goto("/ada/owl/blob/main/owl.wav");
  await page.waitForFunction(() => (document.querySelector("audio")?.duration ?? 0) > 0.9);
  await page.goto("/ada/owl/blob/main/liar.mp3");
  await expectShown(page.getByText("This file cannot be played here"));
  expect(await hasRun(page)).toBe(false);
});

it("REP-5: a video plays, and a jump fetches what lies there and nothing before it", async () => {
  const { page } = ada;
  const gapBytes = 8_000_000;
  // A player loads some seconds ahead: the gap is more than those, however fast the way to it is.
  const film = aWebm(await encodeFrames(page, 120), { gapBytes, gapAfterSeconds: 40 });
  await commit(page, "model/ada/owl", { "film.webm": film });
  const starts: number[] = [];
  page.on("response", (response) => {
    const range = /^bytes (\d+)-/u.exec(response.headers()["content-range"] ?? "");
    if (response.status() === 206 && range) starts.push(Number(range[1]));
  });
  await page.goto("/ada/owl/blob/main/film.webm");
  const video = page.locator("video");
  const timeOf = () => video.evaluate((element: HTMLVideoElement) => element.currentTime);
  await video.evaluate((element: HTMLVideoElement) => {
    element.muted = true;
    return element.play();
  });
  await expect.poll(timeOf, POLLING).toBeGreaterThan(0.3);
  expect(await video.evaluate((element: HTMLVideoElement) => element.duration)).toBe(120);
  expect(starts.every((start) => start < gapBytes)).toBe(true);
  await video.evaluate((element: HTMLVideoElement) => {
    element.currentTime = 100;
  });
  await expect.poll(timeOf, POLLING).toBeGreaterThan(100.3);
  expect(starts.some((start) => start > gapBytes)).toBe(true);
});

it("REP-5: a picture says its size; one of 50,000 × 50,000 is not drawn", async () => {
  const { page } = ada;
  await page.goto("/ada/owl/blob/main/picture.png");
  await expectShown(page.getByText("320 × 200 pixels"));
  await page.goto("/ada/owl/blob/main/bomb.png");
  await expectShown(page.getByText("The picture has 50,000 × 50,000 pixels"));
  expect(await page.locator("img[alt='bomb.png']").count()).toBe(0);
});

it("BEY-4: a folder of pictures is a gallery, to the last page, with labels and by keyboard", async () => {
  const { page } = ada;
  await page.goto("/datasets/ada/birds/tree/main/train");
  await page.getByText("Gallery", { exact: true }).click();
  await page.waitForURL(/view=gallery$/u);
  await expectShown(page.getByRole("button", { name: "Open 001.png" }));
  await page.getByRole("button", { name: "Open 001.png" }).click();
  const box = page.getByRole("dialog");
  await expectShown(box.getByText("train/jay/001.png"));
  await page.keyboard.press("ArrowRight");
  await expectShown(box.getByText("train/jay/003.png"));
  await page.keyboard.press("ArrowLeft");
  await expectShown(box.getByText("train/jay/001.png"));
  await page.keyboard.press("Escape");
  await box.waitFor({ state: "hidden" });
  await scrollTo(page, page.getByRole("button", { name: "Open 128.png" }));
  await expectShown(page.getByText("131 files"));
  await page.goto("/datasets/ada/birds/tree/main/train/owl?view=gallery");
  await expectShown(page.getByText("barn owl"));
  await page.goto("/datasets/ada/birds/tree/main/train/jay?view=gallery");
  await scrollTo(page, page.getByText("Too many pixels to be shown"));
});

it("REP-11, SDK-3: a model's page names the file that is missing or wrong, and where", async () => {
  const { page } = ada;
  await page.goto("/ada/owl");
  await expectShown(page.getByText("Not met: its own script cannot train it"));
  const file = (name: string) => page.getByRole("listitem").filter({ hasText: name }).first();
  await expectShown(file("gallery_train/dataset_readme.md").getByText("Missing"));
  await expectShown(file("train_params.json").getByText("is empty."));
  await expectShown(page.getByText("The JSON is wrong in line 2, column 19."));
  await commit(page, "model/ada/owl", {
    "gallery_train/dataset_readme.md": "Pictures of owls",
    "gallery_train/train_params.json": JSON.stringify({
      training_methods: [{ name: "微调", hyperparameters: [] }],
    }),
  });
  await page.reload();
  await expectShown(page.getByText("Met: its own script can train it"));
});

it("PLT-2: all of it is there in Chinese, on a phone, in the dark, for those who may read it", async () => {
  const cookies = await ada.page.context().cookies();
  const phone = await openWindow({ language: "zh-CN", width: 390, colorScheme: "dark" });
  await phone.page.context().addCookies(cookies);
  const places = [
    ["/ada/owl/blob/main/walk.ipynb", "交互式图表"],
    ["/ada/owl/blob/main/paper.pdf", "共 3 页"],
    ["/datasets/ada/birds/tree/main/train?view=gallery", "图库"],
    ["/ada/owl", "推荐文件"],
  ] as const;
  for (const [address, text] of places) {
    await phone.page.goto(address);
    await expectShown(phone.page.getByText(text));
    const excess = await phone.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(excess, address).toBeLessThanOrEqual(0);
  }
  const stranger = await openWindow();
  for (const [address] of places) {
    await stranger.page.goto(address);
    await expectShown(stranger.page.getByRole("heading", { name: "Nothing here" }));
  }
  expectNoComplaints(ada, phone, stranger);
});

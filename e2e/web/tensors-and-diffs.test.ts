import { beforeAll, expect, it } from "vitest";
import { aHalfFile } from "#server/platform/formats/tensors/testing/tensor-fixtures.ts";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
let ada: Window;
const MODEL = "/ada/layers";

const SHAPES = {
  "model.embed.weight": [100, 8],
  ...Object.fromEntries(
    [0, 1, 2, 10].map((layer) => [`model.layers.${layer}.mlp.weight`, [8, 32]]),
  ),
  ...Object.fromEntries([0, 1, 2, 10].map((layer) => [`model.layers.${layer}.norm.weight`, [8]])),
};
const CODE = Array.from({ length: 60 }, (_, at) => `line_${at + 1} = ${at + 1}`);

type Files = Record<string, string | Uint8Array>;

async function commit(title: string, files: Files): Promise<void> {
  const operations = Object.entries(files).map(([path, content]) => ({
    op: "put",
    path,
    base64: Buffer.from(content).toString("base64"),
  }));
  const url = `${gallery.url}/api/v1/repositories/model${MODEL}/commits`;
  const response = await ada.page.request.post(url, {
    headers: { origin: gallery.url },
    data: { title, operations },
  });
  expect(response.status()).toBe(201);
}

beforeAll(async () => {
  ada = await openWindow();
  await signUp(ada.page, "ada");
  await createAsset(ada.page, { owner: "ada", name: "layers" });
  const { "model.embed.weight": _, ...others } = SHAPES;
  await commit("First", {
    "model.safetensors": aHalfFile(SHAPES),
    "cut.gguf": "GGUF",
    "old.bin": Buffer.from([0x80, 0x02, 0x8a]),
    "train.py": `${CODE.join("\n")}\n`,
  });
  await commit("Second", {
    "model.safetensors": aHalfFile({ ...others, "model.layers.1.mlp.weight": [8, 64] }),
    "train.py": `${CODE.with(29, "line_30 = 31").join("\n")}\n`,
  });
});

it("REP-5: a file of tensors opens as a tree of modules, as a list, and by search", async () => {
  const { page } = ada;
  await page.goto(`${MODEL}/blob/main/model.safetensors`);
  await expectShown(page.getByText("8 tensors"));
  await page.getByRole("button", { name: "10", exact: true }).click();
  await expectShown(page.getByText("norm.weight"));
  const layers = page.getByRole("button", { name: /^(?:0|1|2|10)$/u });
  expect(await layers.allTextContents()).toEqual(["0", "1", "2", "10"]);
  await page.getByText("List", { exact: true }).click();
  await page.getByRole("button", { name: "Parameters" }).click();
  const first = page.getByRole("listitem").filter({ hasText: "mlp.weight" }).first();
  await expectShown(first.filter({ hasText: "model.layers.1.mlp.weight" }));
  await page.getByRole("searchbox", { name: "Search names" }).fill("layers.2 norm");
  await expectShown(page.getByText("model.layers.2.norm.weight"));
  await page.getByText("model.layers.0.norm.weight").waitFor({ state: "detached" });
});

it("REP-5: a file that cannot be shown says its reason", async () => {
  const { page } = ada;
  await page.goto(`${MODEL}/blob/main/cut.gguf`);
  await expectShown(page.getByText("The file ends before its header does"));
  await page.goto(`${MODEL}/blob/main/old.bin`);
  await expectShown(page.getByText("This is a plain pickle"));
});

it("REP-5: a commit shows the lines and the tensors that it changed", async () => {
  const { page } = ada;
  await page.goto(`${MODEL}/commits/main`);
  await page.getByRole("link", { name: "Second" }).click();
  await expectShown(page.getByText("2 files changed"));
  await expectShown(page.getByRole("cell", { name: "line_30 = 31" }));
  await expectShown(page.getByRole("cell", { name: "line_30 = 30" }));
  await expectShown(page.getByText("1 removed"));
  await expectShown(page.getByRole("listitem").filter({ hasText: "8 × 32 F16→8 × 64 F16" }));
  await page.getByRole("cell", { name: "line_2 = 2" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "26 unchanged lines" }).click();
  await expectShown(page.getByRole("cell", { name: "line_2 = 2", exact: true }));
  await page.getByText("Side by side").click();
  await expectShown(page.getByRole("table", { name: "Side by side" }));
});

it("REP-5: a file shows its own history, and is compared with what it was", async () => {
  const { page } = ada;
  await page.goto(`${MODEL}/blob/main/train.py`);
  // Not the asset's own tab of this name, which is there before the file is.
  await page.locator(`a[href$="/commits/main/train.py"]`).click();
  await expectShown(page.getByRole("link", { name: "First" }));
  await page.getByRole("link", { name: "Compare with main" }).last().click();
  await expectShown(page.getByText("Only train.py"));
  await expectShown(page.getByRole("cell", { name: "line_30 = 31" }));
  expect(await page.getByText("model.safetensors").count()).toBe(0);
  await page.getByRole("link", { name: "Show all files" }).click();
  await expectShown(page.getByText("model.safetensors"));
});

it("REP-5: any two states are compared, in either direction and in Chinese on a phone", async () => {
  const { page } = ada;
  await page.goto(`${MODEL}/commits/main`);
  await page.getByRole("link", { name: "First" }).click();
  await page.getByRole("link", { name: "Compare with main" }).click();
  await expectShown(page.getByRole("row", { name: "line_30 = 31" }));
  await page.getByRole("button", { name: "Swap the two states" }).click();
  await expectShown(page.getByText("1 added"));
  const phone = await openWindow({ language: "zh-CN", width: 390, colorScheme: "dark" });
  await phone.page.context().addCookies(await page.context().cookies());
  await phone.page.goto(new URL(page.url()).pathname);
  await expectShown(phone.page.getByText("2 个文件有变更"));
  await expectShown(phone.page.getByText("新增 1 个"));
  const overflow = "document.documentElement.scrollWidth > document.documentElement.clientWidth";
  expect(await phone.page.evaluate(overflow)).toBe(false);
  expectNoComplaints(ada, phone);
});

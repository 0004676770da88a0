import { beforeAll, expect, it } from "vitest";
import { expectNoComplaints, expectShown, type Window, windowsOf } from "./browser.ts";
import { createAsset, signUp } from "./steps.ts";
import { webGallery } from "./web-gallery.ts";

const gallery = await webGallery();
const openWindow = windowsOf(gallery);
let ada: Window;

beforeAll(async () => {
  ada = await openWindow();
  await signUp(ada.page, "ada");
  await createAsset(ada.page, { owner: "ada", name: "card", description: "To be written about" });
});

/** Somebody else's commit. */
async function commit(path: string, text: string): Promise<void> {
  const response = await ada.page.request.post("/api/v1/repositories/model/ada/card/commits", {
    data: { branch: "main", title: `Write ${path}`, operations: [{ op: "put", path, text }] },
    headers: { origin: gallery.url },
  });
  expect(response.status()).toBe(201);
}

async function readCard(): Promise<string> {
  return (await ada.page.request.get("/ada/card/resolve/main/README.md")).text();
}

it("REP-8: README.md that cannot be read is refused with the line, and turns into settings when it can", async () => {
  const { page } = ada;
  await page.goto("/ada/card/edit");
  await page.getByText("README.md", { exact: true }).click();
  const source = page.getByRole("textbox", { name: "README.md" });
  await source.fill("---\nlicense: mit\ntags: [a, b\n---\n# Card\n");
  await expectShown(page.getByText(/^Line 3/u));
  expect(await page.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
  await source.fill("---\nlicense: mit\nunknown_key: kept\ntags: [owl]\n---\n# Card\n");
  await page.getByText(/^Line 3/u).waitFor({ state: "detached" });
  await page.getByText("Form and text").click();
  await expectShown(page.getByText("MIT License").first());
  await page.getByRole("checkbox", { name: "Runs on several accelerators" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/\/ada\/card$/u);
  const card = await readCard();
  expect(card).toContain("unknown_key: kept");
  expect(card).toContain("distributed_inference: true");
});

it("REP-8: a commit that leaves the card alone is no conflict", async () => {
  const { page } = ada;
  await page.goto("/ada/card/edit");
  const text = page.getByRole("textbox", { name: "Text of the card" });
  await text.fill("# Card\n\nWritten here.\n");
  await commit("other.txt", "x");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/\/ada\/card$/u);
  await expectShown(page.getByText("Written here."));
});

it("REP-8: of two who write the card, the second one decides with open eyes", async () => {
  const { page } = ada;
  await page.goto("/ada/card/edit");
  const text = page.getByRole("textbox", { name: "Text of the card" });
  await text.fill("# Card\n\nMine.\n");
  await commit("README.md", "---\nlicense: mit\n---\n# Theirs\n");
  await page.getByRole("button", { name: "Save" }).click();
  const conflict = page.getByRole("dialog", { name: "The card has changed meanwhile" });
  await conflict.getByRole("button", { name: "Load theirs" }).click();
  await expect.poll(() => text.inputValue()).toContain("# Theirs");
  await text.fill("# Both\n");
  await commit("README.md", "---\nlicense: mit\n---\n# Theirs again\n");
  await page.getByRole("button", { name: "Save" }).click();
  await conflict.getByRole("button", { name: "Keep mine" }).click();
  await page.waitForURL(/\/ada\/card$/u);
  expect(await readCard()).toContain("# Both");
});

it("REP-8: leaving with changes asks first", async () => {
  const { page } = ada;
  await page.goto("/ada/card/edit");
  await page.getByRole("textbox", { name: "Text of the card" }).fill("lost");
  await page.getByRole("link", { name: "Cancel" }).click();
  const dialog = page.getByRole("dialog", { name: "Leave without saving?" });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("link", { name: "Cancel" }).click();
  await dialog.getByRole("button", { name: "Leave" }).click();
  await page.waitForURL(/\/ada\/card$/u);
  expect(await readCard()).not.toContain("lost");
});

it("REP-8: scripts in a card are shown as nothing, and run nowhere", async () => {
  const { page } = ada;
  const attack = '<script>document.title = "pwned"</script><img src=x onerror="document.title=1">';
  await commit("README.md", `# Safe\n\n${attack}\n\n[click](javascript:alert(1))\n`);
  await page.goto("/ada/card");
  await expectShown(page.getByRole("heading", { name: "Safe" }));
  expect(await page.locator("article script").count()).toBe(0);
  expect(await page.locator("article [onerror]").count()).toBe(0);
  expect(await page.locator("article a[href^='javascript:']").count()).toBe(0);
  expect(await page.title()).not.toMatch(/pwned|^1/u);
});

it("PLT-11: the browser had nothing to complain about", () => {
  expectNoComplaints(ada);
});

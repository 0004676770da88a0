import { beforeAll, expect, it } from "vitest";
import { wireDomains } from "../../app.ts";
import { getAsset, searchAssets } from "../../assets/index.ts";
import { publishAsset } from "../../publishing/index.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { A_PUBLICATION } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aDraft, listingOf, publishAndSettle } from "../../testing/publications.ts";
import { subscribe } from "../../testing/subscriptions.ts";
import { aPerson } from "../testing/two-people.ts";

const ctx = await testContext();
let operator: TestContext;

beforeAll(async () => {
  wireDomains(ctx);
  operator = ctx.as({ ...(await anOrdinaryUser(ctx)), isAdmin: true });
});

it("COM-4: is published by operators alone; everybody else is told so, and offered nothing", async () => {
  const person = await aPerson(ctx);
  const address = await aDraft(person, "case");
  expect((await getAsset(person, address)).abilities.publish).toBe(false);
  const refused = await expectProblem(publishAsset(person, address, A_PUBLICATION), "forbidden");
  expect(refused.detail).toContain("those who operate the gallery");
  expect((await listingOf(person, address)).state).toBe("draft");
  const own = await aDraft(operator, "case");
  expect((await getAsset(operator, own)).abilities.publish).toBe(true);
  expect((await publishAndSettle(operator, own)).state).toBe("published");
});

it("COM-4: demo and sample output are optional, kept with the listing, and judged", async () => {
  const plain = await aDraft(operator, "case");
  expect(await publishAndSettle(operator, plain)).toMatchObject({ state: "published", facts: {} });
  const rich = await aDraft(operator, "case");
  const said = { demoLink: "https://demo.example/owls", sampleOutput: "| Owl |\n|---|\n| Tawny |" };
  for (const demoLink of ["javascript:alert(1)", "demo.example", "ftp://demo.example"]) {
    const wrong = publishAsset(operator, rich, { ...A_PUBLICATION, ...said, demoLink });
    const { issues } = await expectProblem(wrong, "validation-failed");
    expect(issues).toMatchObject([{ pointer: "/demoLink", code: "web-link" }]);
  }
  const long = { ...A_PUBLICATION, sampleOutput: "语".repeat(10_001) };
  const { issues } = await expectProblem(publishAsset(operator, rich, long), "validation-failed");
  expect(issues).toMatchObject([{ pointer: "/sampleOutput", code: "too-long" }]);
  expect((await publishAndSettle(operator, rich, said)).facts).toEqual(said);
});

it("COM-4: whoever sees it subscribes, and finds it in the library", async () => {
  const address = await aDraft(operator, "case");
  await publishAndSettle(operator, address);
  const person = await aPerson(ctx);
  const subscription = await subscribe(person, address);
  expect(subscription).toMatchObject({ state: "active", version: null });
  const { items } = await searchAssets(person, { kind: "case", limit: 100 });
  expect(items.map(({ name }) => name)).toContain(address.name);
});

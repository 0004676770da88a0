import { describe, expect, it } from "vitest";
import { testHub } from "../../testing/hub.ts";

const hub = await testHub();

describe("REP-8: validate-yaml answers JSON whatever it says", () => {
  it("takes a card with metadata", async () => {
    const content = "---\nlicense: mit\n---\n# Card\n";
    const response = await hub.anonymous.post("/api/validate-yaml", { content, repoType: "model" });
    expect([response.statusCode, response.json()]).toEqual([200, { errors: [], warnings: [] }]);
  });

  it("warns of a README without metadata", async () => {
    const response = await hub.anonymous.post("/api/validate-yaml", { content: "# Card\n" });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ errors: [], warnings: [{}] });
  });

  it("names what is wrong in broken metadata", async () => {
    const content = "---\nlicense: [mit\n---\n";
    const response = await hub.anonymous.post("/api/validate-yaml", {
      content,
      repoType: "dataset",
    });
    expect(response.statusCode).toBe(400);
    const { errors } = response.json<{ errors: { message: string }[] }>();
    expect(errors[0]?.message).toMatch(/line \d/);
  });

  it.each([
    ["no content", "{}"],
    ["no JSON", "---"],
    ["an unknown type", '{"content":"","repoType":"kernel"}'],
    ["nothing", ""],
  ])("refuses %s in JSON", async (_case, payload) => {
    const headers = { "content-type": "application/json" };
    const url = "/api/validate-yaml";
    const response = await hub.anonymous.send({ method: "POST", url, headers, payload });
    expect(response.statusCode).toBe(400);
    expect(response.json<{ error: string }>().error).toBeTypeOf("string");
  });
});

import { describe, expect, it } from "vitest";
import { aName } from "../../testing/accounts.ts";
import { aHubUser, testHub } from "../../testing/hub.ts";

const hub = await testHub({
  environment: { GALLERY_REVIEW: "manual", GALLERY_URL: "https://gallery.example/" },
});
const owner = await aHubUser(hub);

describe("BEY-1: where people review what is published", () => {
  it("a public repository begins as a draft, with a warning that names the page", async () => {
    const name = aName("repo");
    const created = await owner.client.post("/api/repos/create", { name, type: "dataset" });
    const id = `${owner.name}/${name}`;
    expect([created.statusCode, created.json()]).toMatchObject([200, { id }]);
    expect(created.headers["x-hf-warning"]).toBe(
      `Review; This gallery reviews what is published: publish ${id} at ` +
        `https://gallery.example/datasets/${id}/settings, until then it is private`,
    );
    expect((await hub.anonymous.get(`/api/datasets/${id}`)).statusCode).toBe(404);
    expect((await owner.client.get(`/api/datasets/${id}`)).json()).toMatchObject({ private: true });
  });

  it("a private one needs no warning", async () => {
    const input = { name: aName(), private: true };
    const created = await owner.client.post("/api/repos/create", input);
    expect(created.headers["x-hf-warning"]).toBeUndefined();
  });

  it("settings do not go around the review", async () => {
    const id = await owner.client.createRepo();
    const url = `/api/models/${id}/settings`;
    const payload = { visibility: "public" };
    const response = await owner.client.send({ method: "PUT", url, payload });
    expect([response.statusCode, response.json()]).toEqual([
      403,
      {
        error:
          "This gallery reviews what is published: publish the repository at " +
          `https://gallery.example/${id}/settings`,
      },
    ]);
  });
});

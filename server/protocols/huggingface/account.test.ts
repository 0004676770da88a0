import { describe, expect, it } from "vitest";
import { anOrganisation } from "../../testing/accounts.ts";
import { aHubUser, HubClient, testHub } from "../../testing/hub.ts";

const hub = await testHub();

describe("BEY-1: whoami", () => {
  it("tells the account, its organisations and the token", async () => {
    const { client, viewer, name } = await aHubUser(hub);
    const { name: organisation } = await anOrganisation(hub.ctx, { owner: viewer });
    const response = await client.get("/api/whoami-v2");
    expect(response.json()).toMatchObject({
      type: "user",
      name,
      fullname: name,
      orgs: [{ type: "org", name: organisation, roleInOrg: "admin" }],
      auth: { type: "access_token", accessToken: { role: "write" } },
    });
    const { auth } = response.json<{ auth: { accessToken: { createdAt: string } } }>();
    expect(auth.accessToken.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it("tells the role of a token that only reads", async () => {
    const { client } = await aHubUser(hub, "read");
    const { auth } = (await client.get("/api/whoami-v2")).json<{ auth: object }>();
    expect(auth).toMatchObject({ accessToken: { role: "read" } });
  });

  it("takes the token as a password too, as git sends it", async () => {
    const { name, token } = await aHubUser(hub);
    const authorization = `Basic ${btoa(`anything:${token}`)}`;
    const response = await new HubClient(hub.app, { authorization }).get("/api/whoami-v2");
    expect(response.json()).toMatchObject({ name });
  });

  it("is 401 for nobody", async () => {
    const response = await hub.anonymous.get("/api/whoami-v2");
    expect(response.statusCode).toBe(401);
    expect(response.headers["www-authenticate"]).toBe('Bearer realm="Open Gallery"');
  });
});

describe("BEY-1: what clients ask beside", () => {
  it("usage reports are taken and forgotten", async () => {
    expect((await hub.anonymous.head("/api/telemetry/hf/upload")).statusCode).toBe(204);
  });

  it("the registry of agents is an object without any", async () => {
    const response = await hub.anonymous.get("/api/agent-harnesses");
    expect(response.json()).toEqual({ standardEnvVars: [], harnesses: {} });
  });
});

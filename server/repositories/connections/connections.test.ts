import { describe, expect, it } from "vitest";
import { CONNECTIONS_LIMIT, NewConnection } from "#contract/repositories/connection.ts";
import { aName, anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aRepository } from "../../testing/repositories.ts";
import { startImport } from "../imports/start-import.ts";
import { createConnection } from "./create-connection.ts";
import { deleteConnection } from "./delete-connection.ts";
import { editConnection } from "./edit-connection.ts";
import { listConnections } from "./list-connections.ts";
import { testConnection } from "./test-connection.ts";

const ctx = await testContext();
const SECRET = "a secret that nobody sees";

function fields(more: Partial<NewConnection> = {}): NewConnection {
  return NewConnection.parse({
    name: aName("storage"),
    endpoint: "https://storage.example.com",
    bucket: "bucket",
    accessKeyId: "key",
    secretAccessKey: SECRET,
    ...more,
  });
}

async function anAccount() {
  return ctx.as(await anOrdinaryUser(ctx));
}

describe("connections to object storage", () => {
  it("are kept with a sealed secret that no answer holds", async () => {
    const as = await anAccount();
    const made = await createConnection(as, fields({ prefix: "data" }));
    const edited = await editConnection(as, made.id, { bucket: "other" });
    expect(edited).toMatchObject({ bucket: "other", prefix: "data/", isPathStyle: true });
    const { items } = await listConnections(as, { limit: 10 });
    expect(items).toEqual([edited]);
    expect(JSON.stringify([made, edited, items])).not.toContain(SECRET);
    const row = await ctx.db
      .selectFrom("storage_connections")
      .selectAll()
      .where("public_id", "=", made.id)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain(SECRET);
    const audit = await ctx.db
      .selectFrom("audit_events")
      .select(["action", "details"])
      .where("subject", "=", made.id)
      .orderBy("id")
      .execute();
    expect(audit.map(({ action }) => action)).toEqual([
      "repositories.connection-created",
      "repositories.connection-edited",
    ]);
    expect(JSON.stringify(audit)).not.toContain(SECRET);
  });

  it("keep the secret when it is not given again, and take a new one", async () => {
    const as = await anAccount();
    const { id } = await createConnection(as, fields());
    const sealed = () =>
      ctx.db
        .selectFrom("storage_connections")
        .select("sealed_secret")
        .where("public_id", "=", id)
        .executeTakeFirstOrThrow();
    const before = await sealed();
    await editConnection(as, id, { region: "eu-west-1" });
    expect(await sealed()).toEqual(before);
    await editConnection(as, id, { secretAccessKey: "another" });
    expect(await sealed()).not.toEqual(before);
  });

  it("are nobody else's", async () => {
    const as = await anAccount();
    const other = await anAccount();
    const { id } = await createConnection(as, fields());
    await expectProblem(editConnection(other, id, { bucket: "mine" }), "connection-not-found");
    await expectProblem(deleteConnection(other, id), "connection-not-found");
    await expectProblem(testConnection(other, id), "connection-not-found");
    await expectProblem(deleteConnection(as, "\0"), "connection-not-found");
    expect((await listConnections(other, { limit: 10 })).items).toEqual([]);
  });

  it("have names of their own, in any case", async () => {
    const as = await anAccount();
    await createConnection(as, fields({ name: "Data" }));
    await expectProblem(createConnection(as, fields({ name: "data" })), "connection-name-taken");
    const { id } = await createConnection(as, fields({ name: "other" }));
    await expectProblem(editConnection(as, id, { name: "DATA" }), "connection-name-taken");
    expect((await editConnection(as, id, { name: "Other" })).name).toBe("Other");
    await createConnection(await anAccount(), fields({ name: "Data" }));
  });

  it("are limited, also when many are made at once", async () => {
    const as = await anAccount();
    const outcomes = await Promise.allSettled(
      Array.from({ length: CONNECTIONS_LIMIT + 2 }, () => createConnection(as, fields())),
    );
    const refused = outcomes.filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(2);
    await expectProblem(createConnection(as, fields()), "connections-full");
  });

  it("stay while something goes over them", async () => {
    const as = await anAccount();
    if (as.viewer.kind !== "account") throw new Error("nobody is signed in");
    const repository = await aRepository(as, { owner: as.viewer, kind: "dataset" });
    const { id } = await createConnection(as, fields());
    const source = { kind: "object-storage", connection: id, path: "" } as const;
    await startImport(as, repository, { source, folder: "", title: "" });
    await expectProblem(deleteConnection(as, id), "connection-in-use");
    await ctx.db
      .updateTable("bucket_transfers")
      .set({ state: "cancelled", ended_at: new Date() })
      .execute();
    await deleteConnection(as, id);
    expect((await listConnections(as, { limit: 10 })).items).toEqual([]);
  });
});

describe("connections do not lead into the operator's network", () => {
  it.each([
    "http://127.0.0.1:9000",
    "http://10.0.0.1",
    "http://169.254.169.254",
    "http://[::1]:9000",
    "http://0x7f000001",
  ])("%s is refused, when it is made and when it is edited", async (endpoint) => {
    const as = await anAccount();
    const refused = await expectProblem(
      createConnection(as, fields({ endpoint })),
      "endpoint-refused",
    );
    expect(refused.issues[0]?.pointer).toBe("/endpoint");
    const { id } = await createConnection(as, fields());
    await expectProblem(editConnection(as, id, { endpoint }), "endpoint-refused");
    expect((await listConnections(as, { limit: 10 })).items[0]?.endpoint).toBe(
      "https://storage.example.com",
    );
  });

  it("a name that leads there is refused when it is connected to", async () => {
    const as = await anAccount();
    const { id } = await createConnection(as, fields({ endpoint: "http://localhost:1" }));
    await expectProblem(testConnection(as, id), "endpoint-refused");
  });
});

describe("what a connection is made of", () => {
  it.each([
    ["endpoint", "storage.example.com"],
    ["endpoint", "ftp://storage.example.com"],
    ["endpoint", "https://user:word@storage.example.com"],
    ["endpoint", "https://storage.example.com/path"],
    ["endpoint", "https://storage.example.com/?query"],
    ["region", "us east"],
    ["region", "x.evil.org/"],
    ["bucket", "../other"],
    ["bucket", "a/b"],
    ["bucket", "arn:aws:s3:::x"],
    ["bucket", "x@evil.org"],
    ["prefix", "/absolute"],
    ["prefix", "line\nbreak"],
    ["prefix", "x".repeat(513)],
    ["accessKeyId", "two words"],
    ["secretAccessKey", "line\nbreak"],
    ["secretAccessKey", ""],
    ["name", " "],
  ])("%s may not be %j", (field, value) => {
    const parsed = NewConnection.safeParse({ ...fields(), [field]: value });
    expect(parsed.error?.issues[0]?.path).toEqual([field]);
  });

  it("an endpoint is kept as its origin, a prefix with a slash at its end", () => {
    const parsed = NewConnection.parse(
      fields({ endpoint: "https://S3.example.com:443/", prefix: "a/b" }),
    );
    expect(parsed).toMatchObject({ endpoint: "https://s3.example.com", prefix: "a/b/" });
  });
});

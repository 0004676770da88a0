import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createSigner, loadMasterKey } from "./index.ts";

let dataFolder: string;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "secrets-"));
});
afterAll(() => rm(dataFolder, { recursive: true }));

describe("the master key", () => {
  it("is made once, readable by its owner alone, even when two processes start together", async () => {
    const load = () => loadMasterKey({ secret: null, dataFolder });
    const [one, other] = await Promise.all([load(), load()]);
    expect((await load()).equals(one)).toBe(true);
    expect(other.length).toBeGreaterThan(0);
    expect((await stat(join(dataFolder, "secret"))).mode & 0o777).toBe(0o600);
  });
});

describe("a signed payload", () => {
  const signer = createSigner(Buffer.from("a key that only this test has"));
  const schema = z.object({ id: z.number() });
  const now = new Date("2026-11-20T00:00:00Z");
  const expiresAt = new Date(now.getTime() + 1000);
  const signed = signer.sign("upload", { id: 7 }, { expiresAt });

  it("comes back whole before it expires", () => {
    expect(signer.verify("upload", signed, { schema, now })).toEqual({ id: 7 });
  });

  it("is refused when expired, changed, for another purpose, or of another installation", () => {
    const [text = "", signature = ""] = signed.split(".");
    const other = createSigner(Buffer.from("another key"));
    expect(signer.verify("upload", signed, { schema, now: expiresAt })).toBeUndefined();
    expect(signer.verify("upload", `${text}x.${signature}`, { schema, now })).toBeUndefined();
    expect(signer.verify("upload", text, { schema, now })).toBeUndefined();
    expect(signer.verify("upload", "", { schema, now })).toBeUndefined();
    expect(signer.verify("download", signed, { schema, now })).toBeUndefined();
    expect(other.verify("upload", signed, { schema, now })).toBeUndefined();
  });
});

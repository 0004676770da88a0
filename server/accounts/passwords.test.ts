import { describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "./passwords.ts";

describe("passwords", () => {
  it("PLT-7: are hashed with Argon2id, 19 MiB of memory and a salt of their own", async () => {
    const [first, second] = await Promise.all([hashPassword("same"), hashPassword("same")]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
    expect(first).not.toContain("same");
  });

  it("PLT-7: match only the password they were made of", async () => {
    const hash = await hashPassword("correct horse");
    expect(await verifyPassword(hash, "correct horse")).toBe(true);
    expect(await verifyPassword(hash, "correct horse ")).toBe(false);
    expect(await verifyPassword(hash, "Correct horse")).toBe(false);
    expect(await verifyPassword(hash, "")).toBe(false);
  });

  it("match in whichever Unicode form a keyboard types them", async () => {
    const hash = await hashPassword("caf\u00E9 密码 🔑");
    expect(await verifyPassword(hash, "cafe\u0301 密码 🔑")).toBe(true);
  });

  it("PLT-7: no password matches where there is no hash", async () => {
    expect(await verifyPassword(undefined, "anything")).toBe(false);
    expect(await verifyPassword(null, "")).toBe(false);
  });

  it("PLT-7: an unknown account costs the memory-hard work of a known one", async () => {
    const hash = await hashPassword("correct horse");
    const costOf = async (known: string | undefined) => {
      const before = process.cpuUsage();
      for (let round = 0; round < 10; round += 1) await verifyPassword(known, "wrong");
      return process.cpuUsage(before).user;
    };
    await costOf(undefined);
    const [knownCost, unknownCost] = [await costOf(hash), await costOf(undefined)];
    expect(unknownCost / knownCost).toBeGreaterThan(0.25);
  });
});

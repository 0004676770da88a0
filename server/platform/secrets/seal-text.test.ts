import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { createSealer } from "./seal-text.ts";

const place = { purpose: "tests", owner: "one" };

it("a sealed text opens where it was sealed, and looks different each time", () => {
  const sealer = createSealer(randomBytes(32));
  const sealed = sealer.seal(place, "密码 secret");
  expect(sealer.open(place, sealed)).toBe("密码 secret");
  expect(sealer.seal(place, "密码 secret")).not.toBe(sealed);
  expect(sealer.open(place, sealer.seal(place, ""))).toBe("");
});

it("opens for no other owner, purpose or master key", () => {
  const sealer = createSealer(randomBytes(32));
  const sealed = sealer.seal(place, "secret");
  expect(sealer.open({ ...place, owner: "two" }, sealed)).toBeUndefined();
  expect(sealer.open({ ...place, purpose: "other" }, sealed)).toBeUndefined();
  expect(createSealer(randomBytes(32)).open(place, sealed)).toBeUndefined();
});

it("a changed, cut or foreign text opens nothing", () => {
  const sealer = createSealer(randomBytes(32));
  const bytes = Buffer.from(sealer.seal(place, "secret"), "base64url");
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(sealer.open(place, changed.toString("base64url"))).toBeUndefined();
    expect(sealer.open(place, bytes.subarray(0, at).toString("base64url"))).toBeUndefined();
  }
});

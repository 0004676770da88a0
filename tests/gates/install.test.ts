import { describe, expect, it } from "vitest";
import { isComplete } from "../../tools/install.mjs";

const fastify = { version: "5.0.0", integrity: "sha512-a" };
const vitest = { version: "5.1.0", integrity: "sha512-b", dev: true };
const darwin = { version: "1.0.0", integrity: "sha512-c", optional: true };
const wanted = {
  "": { version: "0.1.0" },
  "node_modules/fastify": fastify,
  "node_modules/vitest": vitest,
  "node_modules/engine-darwin": darwin,
};

describe("what is installed", () => {
  it("is complete without the packages of other platforms", () => {
    const installed = { "node_modules/fastify": fastify, "node_modules/vitest": vitest };
    expect(isComplete(installed, { wanted, dev: true })).toBe(true);
  });

  it("is enough for the product without the packages of tests, and not for tests", () => {
    const installed = { "node_modules/fastify": fastify };
    expect(isComplete(installed, { wanted, dev: false })).toBe(true);
    expect(isComplete(installed, { wanted, dev: true })).toBe(false);
  });

  it("is stale with another version, other bytes, or a package that is missing", () => {
    const version = { "node_modules/fastify": { ...fastify, version: "5.0.1" } };
    const bytes = { "node_modules/fastify": { ...fastify, integrity: "sha512-z" } };
    for (const installed of [version, bytes, {}])
      expect(isComplete(installed, { wanted, dev: false })).toBe(false);
  });
});

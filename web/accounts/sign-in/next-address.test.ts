import { expect, it } from "vitest";
import { nextAddress } from "./next-address.ts";

it("ACC-1: signing in leads back to the page one came from", () => {
  expect(nextAddress("/ada/tiny/settings?tab=1#top")).toBe("/ada/tiny/settings?tab=1#top");
  expect(nextAddress(undefined)).toBe("/");
  expect(nextAddress("")).toBe("/");
});

it("ACC-1: it never leads to another site", () => {
  for (const foreign of [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "/\t/evil.example/",
    "javascript:alert(1)",
    "\\\\evil.example",
  ]) {
    expect(nextAddress(foreign)).toBe("/");
  }
});

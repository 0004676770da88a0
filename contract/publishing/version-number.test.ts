import { describe, expect, it } from "vitest";
import { parseVersion } from "./version-number.ts";
import { NewVersion } from "./version.ts";

describe("PUB-5: a version number", () => {
  it.each(["0.0.0", "1.2.0", "10.20.30", "999999999.999999999.999999999"])(
    "may be %s",
    (number) => {
      expect(NewVersion.parse({ number }).number).toBe(number);
    },
  );

  it.each([
    "",
    "1",
    "1.2",
    "1.2.3.4",
    "01.2.0",
    "1.02.0",
    "1.2.00",
    "v1.2.0",
    "1.2.0-rc.1",
    "1.2.0+build",
    "1.2.x",
    "-1.0.0",
    "1. 2.0",
    "1.2.0\n",
    "١.٢.٠",
    "1000000000.0.0",
    "1.0.99999999999999999999",
  ])("is never %j, and the refusal names field and bounds", (number) => {
    const { error } = NewVersion.safeParse({ number });
    expect(error?.issues[0]).toMatchObject({ path: ["number"] });
    expect(error?.issues[0]?.message).toMatch(/number .*0 to 999999999 without leading zeros/);
    expect(parseVersion(number)).toBeNull();
  });
});

import { expect, it } from "vitest";
import { describeBrowser } from "./describe-browser.ts";

it("ACC-1: sessions are told apart by browser and system", () => {
  const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)";
  expect(describeBrowser(`${chrome} Chrome/150.0 Safari/537.36`)).toBe("Chrome, Linux");
  expect(describeBrowser(`${chrome} Chrome/150.0 Safari/537.36 Edg/150.0`)).toBe("Edge, Linux");
  expect(describeBrowser("Mozilla/5.0 (Windows NT 10.0; rv:150.0) Gecko/1 Firefox/150.0")).toBe(
    "Firefox, Windows",
  );
  expect(
    describeBrowser("Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26.0 Safari/1"),
  ).toBe("Safari, iOS");
  expect(describeBrowser("curl/8.9")).toBe("curl/8.9");
  expect(describeBrowser(" ")).toBeUndefined();
});

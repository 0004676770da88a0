import { expect, it } from "vitest";
import { repositoryUrls, resolvePath } from "./repository-urls.ts";

it("resolves relative addresses against the file's folder, never above the root", () => {
  expect(resolvePath("", "assets/图.png").path).toBe("assets/图.png");
  expect(resolvePath("docs", "../img/a%20b.png?raw=true#top")).toEqual({
    path: "img/a b.png",
    fragment: "#top",
  });
  expect(resolvePath("a", "../../../../etc/passwd").path).toBe("etc/passwd");
  expect(resolvePath("a#b", "./c.md").path).toBe("a#b/c.md");
  expect(resolvePath("", "100%.txt").path).toBe("100%.txt");
});

it("shows images by their bytes and opens links in the file page", () => {
  const address = { kind: "dataset", owner: "ada", name: "set" } as const;
  const urls = repositoryUrls(address, { revision: "main", commit: "c0ffee", folder: "docs" });
  expect(urls.resolveImage("x.png")).toBe(
    "/api/v1/repositories/dataset/ada/set/content/c0ffee/docs/x.png",
  );
  expect(urls.resolveLink("use.md#start")).toBe("/datasets/ada/set/blob/main/docs/use.md#start");
});

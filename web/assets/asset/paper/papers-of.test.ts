import { expect, it } from "vitest";
import { papersOf } from "./papers-of.ts";

const PAPER = { paperTitle: "Songs of whales", paperLink: "https://example.org/whales" };

it("DIS-4: shows the paper of the listing and those the card is tagged with, each once", () => {
  const tags = ["nlp", "arxiv:1706.03762", "arxiv:1706.03762", "ARXIV:2401.00001v2"];
  expect(papersOf({ tags }, PAPER)).toEqual([
    { title: "Songs of whales", link: "https://example.org/whales" },
    { title: "arXiv:1706.03762", link: "https://arxiv.org/abs/1706.03762" },
    { title: "arXiv:2401.00001v2", link: "https://arxiv.org/abs/2401.00001v2" },
  ]);
  const same = { paperTitle: "Attention", paperLink: "https://arxiv.org/abs/1706.03762" };
  expect(papersOf({ tags: ["arxiv:1706.03762"] }, same)).toHaveLength(1);
});

it.each([
  "arxiv:../../evil",
  "arxiv:1706.03762/../x",
  "arxiv:1706.03762?x=<script>",
  "arxiv:javascript:alert(1)",
  "arxiv:",
])("DIS-4: a tag that names no paper is none: %s", (tag) => {
  expect(papersOf({ tags: [tag] }, {})).toEqual([]);
});

it("DIS-4: an address that is none of the web is not linked", () => {
  const papers = papersOf({ tags: [] }, { paperTitle: "P", paperLink: "javascript:alert(1)" });
  expect(papers).toEqual([{ title: "P", link: null }]);
});

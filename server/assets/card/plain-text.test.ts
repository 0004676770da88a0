import { describe, expect, it } from "vitest";

import { plainText } from "./plain-text.ts";

describe("plain text of Markdown", () => {
  it("keeps the words and drops the markup", () => {
    const markdown = `# A *fine* model

Some **bold**, _soft_ and \`code\` words with snake_case, [a link](https://x.example/(y)) and
![a picture](p.png "title") &amp; more &#20013;&#x6587;.

> - [x] done
1. first

| a | b |
|---|:-:|
| 1 | 2 |

\`\`\`python
print("hidden")
\`\`\`
[ref]: https://example.com`;
    expect(plainText(markdown)).toBe(
      [
        "A fine model",
        "Some bold, soft and code words with snake_case, a link and",
        "a picture & more 中文.",
        "done",
        "first",
        "a b",
        "1 2",
      ].join("\n"),
    );
  });

  it.each([
    ["tags", "a <b onclick='x'>b</b> c", "a b c"],
    ["scripts with their content", "a <script>alert('<b>')</script> b", "a b"],
    ["scripts that are never closed", "a <script>alert(1)", "a"],
    ["comments", "a <!-- <b> --> b", "a b"],
    ["tags written as entities", "a &lt;script&gt;x&lt;/script&gt;", "a script>x/script>"],
    ["tags put together from pieces", "<scr<b>ipt>alert(1)</scr</b>ipt>", "ipt>alert(1) ipt>"],
    ["NUL and lone surrogates", "a\0b\uD800c", "a b\uFFFDc"],
  ])("leaks no %s", (_, markdown, text) => {
    expect(plainText(markdown)).toBe(text);
  });

  it("leaves signs of comparison alone", () => {
    expect(plainText("1 < 2 and 3 > 2, a <3 b")).toBe("1 < 2 and 3 > 2, a <3 b");
  });

  it.each([
    ["opening brackets", "[".repeat(2_000_000)],
    ["links that are never closed", "[a](".repeat(500_000)],
    ["open tags", "<a".repeat(1_000_000)],
    ["open comments", "<!--".repeat(500_000)],
    ["backticks", "`".repeat(2_000_000)],
    ["underscores", "_".repeat(2_000_000)],
    ["ampersands", "&#".repeat(1_000_000)],
    ["style elements", "<style>".repeat(300_000)],
    ["short lines of links", "[a](b\n".repeat(300_000)],
  ])("takes 2 MB of %s", (_, markdown) => {
    expect(plainText(markdown).length).toBeLessThanOrEqual(markdown.length);
  });
});

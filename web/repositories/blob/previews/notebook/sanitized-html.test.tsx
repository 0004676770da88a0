import { toJsxRuntime } from "hast-util-to-jsx-runtime";
import { Fragment, jsx, jsxs } from "react/jsx-runtime";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { sanitizedHtml } from "./sanitized-html.ts";

const URLS = {
  resolveImage: (url: string) => `/bytes/${url}`,
  resolveLink: (url: string) => `/page/${url}`,
};

function render(html: string): string | undefined {
  const tree = sanitizedHtml(html, URLS);
  return tree && renderToStaticMarkup(toJsxRuntime(tree, { Fragment, jsx, jsxs }));
}

describe("REP-5: HTML of a notebook's output", () => {
  it("keeps a table of numbers", () => {
    const table =
      '<div><style scoped>.dataframe { color: red }</style><table border="1" class="dataframe">' +
      "<thead><tr><th></th><th>a</th></tr></thead><tbody><tr><th>0</th><td>1.5</td></tr></tbody></table></div>";
    const shown = render(table);
    expect(shown).toContain("<td>1.5</td>");
    expect(shown).not.toContain("color");
  });

  it.each([
    ["a script", "<b>x</b><script>alert(1)</script>", "alert"],
    ["a handler", '<b onclick="alert(1)">x</b>', "alert"],
    ["a javascript link", '<a href="javascript:alert(1)">x</a>', "javascript"],
    ["a hidden javascript link", '<a href="java&#10;script:alert(1)">x</a>', "script"],
    ["a form", '<b>x</b><form action="/api/v1/session"><input name="a"></form>', "action"],
    ["a frame", '<b>x</b><iframe srcdoc="<script>1</script>"></iframe>', "iframe"],
    ["a style", '<b style="position:fixed">x</b>', "position"],
    ["an object", '<b>x</b><object data="x"></object><embed src="x">', "data"],
    ["an SVG", '<b>x</b><svg onload="alert(1)"><a xlink:href="javascript:1">y</a></svg>', "svg"],
    [
      "MathML in disguise",
      "<b>x</b><math><mtext></p><style><img src=x onerror=alert(1)>",
      "onerror",
    ],
    ["a base address", '<base href="https://example.org/"><b>x</b>', "base"],
  ])("drops %s", (_what, html, never) => {
    const shown = render(html);
    expect(shown).toContain("x");
    expect(shown).not.toContain(never);
  });

  it("resolves pictures and links beside the notebook, and leaves others alone", () => {
    const shown = render('<a href="b.md">x</a><img src="c.png"><a href="https://a.org/">y</a>');
    expect(shown).toContain(
      '<a href="/page/b.md">x</a><img src="/bytes/c.png"/><a href="https://a.org/">y</a>',
    );
  });

  it("says when nothing is left", () => {
    expect(render("<script>alert(1)</script><style>b{}</style> ")).toBeUndefined();
    expect(render("")).toBeUndefined();
  });

  it.each([300, 3000, 200_000])("shows no %d nested boxes", (depth) => {
    expect(sanitizedHtml(`${"<div>".repeat(depth)}x`, URLS)).toBeUndefined();
  });
});

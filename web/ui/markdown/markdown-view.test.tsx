import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";
import { slugOf } from "./heading-ids.ts";
import { MarkdownView } from "./markdown-view.tsx";

vi.mock("react-i18next", () => ({ useTranslation: () => ({ t: (key: string) => key }) }));
vi.mock("./markdown-parts.tsx", () => ({
  MarkdownLink: ({ href }: { href?: string }) => <a href={href} />,
  MarkdownImage: "img",
  MarkdownCode: "pre",
  MarkdownTable: "table",
}));

function render(source: string): string {
  return renderToStaticMarkup(
    <MarkdownView
      source={source}
      resolveLink={(url) => `/page/${url}`}
      resolveImage={(url) => `/bytes/${url}`}
    />,
  );
}

describe("REP-8: Markdown is sanitised", () => {
  it.each([
    ["a script", "<script>alert(1)</script>x", "script"],
    ["an event handler", '<img src="x.png" onerror="alert(1)">', "onerror"],
    ["a javascript link", "[x](javascript:alert(1))", "javascript"],
    ["a javascript link in disguise", '<a href="JaVaScRiPt&#58;alert(1)">x</a>', "alert"],
    ["a data link", "[x](data:text/html;base64,PHNjcmlwdD4=)", "data:"],
    ["a frame", '<iframe src="https://example.org"></iframe>', "iframe"],
    ["a form", '<form action="/api/v1/session"><input type="text"></form>', "form"],
    ["a style", '<p style="position:fixed">x</p><style>p{}</style>', "position"],
    ["an SVG with a script", '<svg onload="alert(1)"><script>1</script></svg>', "svg"],
    ["a meta refresh", '<meta http-equiv="refresh" content="0;url=/">', "meta"],
  ])("drops %s", (_what, source, never) => {
    expect(render(source).toLowerCase()).not.toContain(never);
  });

  it("keeps ids of a text away from the page's own", () => {
    expect(render('<p id="root">x</p>')).toContain('id="user-content-root"');
    expect(render("# main\n\n[up](#main)")).toMatch(
      /<h1 id="user-content-main">.*<a href="#user-content-main">/su,
    );
  });
});

it("resolves images and links of the repository, and leaves other addresses alone", () => {
  expect(render("![a](assets/图.png)")).toContain("/bytes/assets/");
  expect(render("[a](docs/use.md)")).toContain('href="/page/docs/use.md"');
  expect(render("[a](https://example.org/x)")).toContain('href="https://example.org/x"');
  expect(render("![a](https://example.org/x.png)")).toContain('src="https://example.org/x.png"');
});

it("renders tables, task lists and coloured code", () => {
  expect(render("|a|b|\n|-|-|\n|1|2|")).toContain("<td>1</td>");
  expect(render("- [x] done")).toContain('type="checkbox"');
  expect(render("```python\nimport os\n```")).toContain("hljs-keyword");
});

it("makes slugs as READMEs expect them, in any script", () => {
  expect(slugOf("Fine-tuning & use!")).toBe("fine-tuning--use");
  expect(slugOf("快速开始 Quick start")).toBe("快速开始-quick-start");
});

describe("Markdown bombs", () => {
  it.each([
    ["quotes", ">".repeat(100_000)],
    ["quotes with spaces", "> ".repeat(50_000)],
    ["numbered lists", "1. ".repeat(30_000)],
    ["all of them", "> 1. - ".repeat(10_000)],
    ["tables", "<table><tr><td>".repeat(600)],
    ["elements", "<DIV><b>".repeat(10_000)],
    ["a line among others", `Hello\n${"> ".repeat(10_000)}`],
  ])("COM-1: %s within each other without end stay text", (_what, source) => {
    expect(render(source)).toMatch(/^<div[^>]*>(?:&gt;|&lt;|1\.|Hello)/u);
  });

  it("quotes and lists as people nest them, and rules, stay what they are", () => {
    expect(render("> > > 1. - a")).toContain("<blockquote>");
    expect(render("- ".repeat(5) + "a")).toContain("<ul>");
    expect(render("-".repeat(200))).toContain("<hr");
    expect(render("*".repeat(60))).toContain("<hr");
    expect(render("> a\n".repeat(200))).toContain("<blockquote>");
    expect(render("<div><b>a</b></div>\n\n".repeat(300))).toContain("<b>a</b>");
  });
});

describe("COM-1: mentions", () => {
  const link = (source: string) =>
    renderToStaticMarkup(<MarkdownView source={source} mentions={["Ada", "bo"]} />);

  it("lead to the accounts that the server names, and nowhere else", () => {
    expect(link("@ada, @bo and @cy")).toContain('<a href="/Ada"');
    expect(link("@ada, @bo and @cy").match(/<a /gu)).toHaveLength(2);
    expect(link("`@ada` [@ada](https://example.org) a@bo x/@bo")).not.toMatch(
      /href="\/(?:Ada|bo)"/u,
    );
    expect(link("**@bo**")).toContain('<strong><a href="/bo"');
  });
});

import Markdown, { defaultUrlTransform } from "react-markdown";
import rehypeHighlight from "rehype-highlight";
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import "./highlight.css";
import { headingIds, ID_PREFIX } from "./heading-ids.ts";
import { MarkdownCode, MarkdownImage, MarkdownLink, MarkdownTable } from "./markdown-parts.tsx";
import classes from "./markdown.module.css";
import { mentionLinks } from "./mention-links.ts";
import { isTooNested } from "./nesting.ts";
import { sanitizeSchema } from "./sanitize-schema.ts";
import { PlainText } from "./text-boundary.tsx";

export type MarkdownViewProps = {
  source: string;
  /** Where a relative link leads; addresses stay as they are without it. */
  resolveLink?: (url: string) => string;
  /** Where a relative image lies. */
  resolveImage?: (url: string) => string;
  /** Accounts whose `@name` leads to their page. */
  mentions?: readonly string[];
};

const NOBODY: readonly string[] = [];

/**
 * Sanitised Markdown with tables, task lists, HTML of the harmless kind and coloured code; parsed once
 * for each text.
 */
export const MarkdownView = memo(function MarkdownView({
  source,
  resolveLink,
  resolveImage,
  mentions = NOBODY,
}: MarkdownViewProps) {
  const { t } = useTranslation();
  if (isTooNested(source)) return <PlainText source={source} />;
  const transform = (url: string, key: string): string => {
    const safe = defaultUrlTransform(url);
    if (safe.startsWith("#")) return `#${ID_PREFIX}${safe.slice(1)}`;
    if (!isRelative(safe)) return safe;
    return (key === "src" ? resolveImage?.(safe) : resolveLink?.(safe)) ?? safe;
  };
  return (
    <div className={classes.markdown}>
      <Markdown
        remarkPlugins={[remarkGfm]}
        remarkRehypeOptions={{ clobberPrefix: "", footnoteLabel: t("footnotes") }}
        rehypePlugins={[
          rehypeRaw,
          [rehypeSanitize, sanitizeSchema],
          headingIds,
          [mentionLinks, { names: mentions }],
          [rehypeHighlight, { detect: false }],
        ]}
        urlTransform={transform}
        components={{
          a: MarkdownLink,
          img: MarkdownImage,
          pre: MarkdownCode,
          table: MarkdownTable,
        }}
      >
        {source}
      </Markdown>
    </div>
  );
});

function isRelative(url: string): boolean {
  return (
    url !== "" && !url.startsWith("/") && !url.startsWith("#") && !/^[a-z][a-z\d+.-]*:/iu.test(url)
  );
}

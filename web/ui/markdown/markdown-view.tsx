import Markdown, { defaultUrlTransform } from "react-markdown";
import rehypeHighlight from "rehype-highlight";
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import { useTranslation } from "react-i18next";
import "./highlight.css";
import { headingIds, ID_PREFIX } from "./heading-ids.ts";
import { MarkdownCode, MarkdownImage, MarkdownLink, MarkdownTable } from "./markdown-parts.tsx";
import classes from "./markdown.module.css";
import { sanitizeSchema } from "./sanitize-schema.ts";

export type MarkdownViewProps = {
  source: string;
  /** Where a relative link leads; addresses stay as they are without it. */
  resolveLink?: (url: string) => string;
  /** Where a relative image lies. */
  resolveImage?: (url: string) => string;
};

/** Sanitised Markdown with tables, task lists, HTML of the harmless kind and coloured code. */
export function MarkdownView({ source, resolveLink, resolveImage }: MarkdownViewProps) {
  const { t } = useTranslation();
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
}

function isRelative(url: string): boolean {
  return (
    url !== "" && !url.startsWith("/") && !url.startsWith("#") && !/^[a-z][a-z\d+.-]*:/iu.test(url)
  );
}

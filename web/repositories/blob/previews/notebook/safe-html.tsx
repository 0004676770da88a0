import { toJsxRuntime } from "hast-util-to-jsx-runtime";
import { type ReactNode, useMemo } from "react";
import { Fragment, jsx, jsxs } from "react/jsx-runtime";
import { MarkdownImage, MarkdownLink } from "../../../../ui/markdown/markdown-parts.tsx";
import { useTranslation } from "react-i18next";
import classes from "./notebook.module.css";
import { sanitizedHtml } from "./sanitized-html.ts";

/**
 * HTML of an output: tables, lists and text. Scripts, styles, forms and frames are gone.
 * @param isNamed the page says already what of this output is not shown.
 */
export function SafeHtml({ html, isNamed }: { html: string; isNamed: boolean }) {
  const { t } = useTranslation("previews-media");
  const content = useMemo((): ReactNode => {
    const tree = sanitizedHtml(html);
    if (tree === undefined) return undefined;
    const components = { a: MarkdownLink, img: MarkdownImage };
    return toJsxRuntime(tree, { Fragment, jsx, jsxs, components, ignoreInvalidStyle: true });
  }, [html]);
  if (content === undefined && isNamed) return null;
  if (content === undefined) return <p className={classes.note}>{t("notebook.emptyHtml")}</p>;
  return <div className={classes.html}>{content}</div>;
}

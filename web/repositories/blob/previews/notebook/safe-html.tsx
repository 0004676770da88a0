import { toJsxRuntime } from "hast-util-to-jsx-runtime";
import { type ReactNode, useMemo } from "react";
import { Fragment, jsx, jsxs } from "react/jsx-runtime";
import { repositoryUrls } from "../../../../assets/asset/repository-urls.ts";
import { addressOf, useAsset, useRevisionAndPath } from "../../../../assets/asset/use-asset.ts";
import { MarkdownImage, MarkdownLink } from "../../../../ui/markdown/markdown-parts.tsx";
import { useTranslation } from "react-i18next";
import { folderOf } from "../../../paths.ts";
import classes from "./notebook.module.css";
import { sanitizedHtml } from "./sanitized-html.ts";

type SafeHtmlProps = {
  html: string;
  /** Of the notebook. */
  path: string;
  /** The page says already what of this output is not shown. */
  isNamed: boolean;
};

/** HTML of an output: tables, lists and text. Scripts, styles, forms and frames are gone. */
export function SafeHtml({ html, path, isNamed }: SafeHtmlProps) {
  const { t } = useTranslation("previews-media");
  const asset = useAsset();
  const { revision } = useRevisionAndPath();
  const content = useMemo((): ReactNode => {
    const place = { revision, folder: folderOf(path) };
    const tree = sanitizedHtml(html, repositoryUrls(addressOf(asset), place));
    if (tree === undefined) return undefined;
    const components = { a: MarkdownLink, img: MarkdownImage };
    return toJsxRuntime(tree, { Fragment, jsx, jsxs, components, ignoreInvalidStyle: true });
  }, [html, path, asset, revision]);
  if (content === undefined && isNamed) return null;
  if (content === undefined) return <p className={classes.note}>{t("notebook.emptyHtml")}</p>;
  return <div className={classes.html}>{content}</div>;
}

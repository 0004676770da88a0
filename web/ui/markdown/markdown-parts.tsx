import { IconPhotoOff } from "@tabler/icons-react";
import { type ComponentProps, useRef } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../copy-button.tsx";
import { PageLink } from "../page-link.tsx";
import classes from "./markdown.module.css";

type Extra = { node?: unknown };

/** Links of the gallery stay in the page; others open beside it and are not vouched for. */
export function MarkdownLink({
  node: _node,
  href = "",
  children,
  ...rest
}: ComponentProps<"a"> & Extra) {
  if (href.startsWith("/") && !href.startsWith("/api/")) {
    return (
      <PageLink href={href} preload={false}>
        {children}
      </PageLink>
    );
  }
  if (href.startsWith("#")) {
    return (
      <a {...rest} href={href}>
        {children}
      </a>
    );
  }
  return (
    <a href={href} target="_blank" rel="nofollow noopener noreferrer ugc">
      {children}
    </a>
  );
}

/** Given by the page itself: no text can bring these through the sanitiser. */
const EMBEDDED_PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,/u;

/** Pictures elsewhere are linked, not loaded: a card must not tell others who reads it. */
export function MarkdownImage({
  node: _node,
  src = "",
  alt = "",
  ...rest
}: ComponentProps<"img"> & Extra) {
  const isHere =
    typeof src === "string" &&
    (EMBEDDED_PICTURE.test(src) || !/^[a-z][a-z\d+.-]*:|^\/\//iu.test(src));
  if (isHere) {
    return <img {...rest} src={src} alt={alt} loading="lazy" />;
  }
  return (
    <span className={classes.elsewhere} title={typeof src === "string" ? src : undefined}>
      <IconPhotoOff size={14} aria-hidden="true" />
      {alt || "image"}
    </span>
  );
}

/** Wide tables scroll by themselves. */
export function MarkdownTable({ node: _node, ...rest }: ComponentProps<"table"> & Extra) {
  return (
    <div className={classes.wide}>
      <table {...rest} />
    </div>
  );
}

export function MarkdownCode({ node: _node, ...rest }: ComponentProps<"pre"> & Extra) {
  const { t } = useTranslation();
  const block = useRef<HTMLPreElement>(null);
  return (
    <div className={classes.code}>
      <pre ref={block} {...rest} />
      <div className={classes.copy}>
        <CopyButton value={() => block.current?.textContent ?? ""} label={t("copyCode")} />
      </div>
    </div>
  );
}

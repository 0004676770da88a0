import { IconRss } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { feedPath, type FeedSubject } from "#contract/assets/feeds.ts";
import { stringifySearch } from "../../app/search-params.ts";
import classes from "./list.module.css";

type FeedLinkProps = FeedSubject & {
  /** Words and filters as they stand in the address of the list. */
  search?: Record<string, unknown>;
};

const IN_HEAD = 'link[rel="alternate"][type="application/atom+xml"]';

/** Leads to the feed of what the page shows; feed readers find it in the head of the page. */
export function FeedLink({ kind, owner, search = {} }: FeedLinkProps) {
  const { t, i18n } = useTranslation("finding");
  const { sort: _, favourite: __, kind: ___, ...filters } = search;
  const href =
    feedPath({ kind, owner }) +
    stringifySearch({ ...filters, lang: i18n.language === "en" ? undefined : i18n.language });
  useEffect(() => {
    // The server writes one for the page that was asked for first.
    for (const link of document.head.querySelectorAll(IN_HEAD)) link.remove();
    const link = document.createElement("link");
    link.rel = "alternate";
    link.type = "application/atom+xml";
    link.href = href;
    document.head.append(link);
    return () => link.remove();
  }, [href]);
  return (
    <a href={href} className={classes.feed} title={t("feed")} aria-label={t("feed")}>
      <IconRss size={16} aria-hidden="true" />
    </a>
  );
}

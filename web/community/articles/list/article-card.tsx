import { IconHeart, IconThumbUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ArticleSummary } from "#contract/community/article.ts";
import { termName } from "#contract/taxonomies/term.ts";
import { assetHref, namespaceHref } from "../../../app/addresses.ts";
import { addressOf } from "../../../assets/asset/use-asset.ts";
import { Cover } from "../../../assets/cards/cover.tsx";
import { titleOf } from "../../../assets/title.ts";
import { NamespaceAvatar } from "../../../ui/namespace-avatar.tsx";
import { PageLink } from "../../../ui/page-link.tsx";
import { Count, RelativeTime } from "../../../ui/values.tsx";
import classes from "./list.module.css";

/** An article in a list: what it is about, by whom, and how it was taken. */
export function ArticleCard({ article: { asset, likes } }: { article: ArticleSummary }) {
  const { t, i18n } = useTranslation("articles");
  const { owner, description, categories, publishedAt, updatedAt, coverUrl } = asset;
  return (
    <li className={classes.card}>
      <div className={classes.text}>
        <h2 className={classes.title}>
          <PageLink href={assetHref(addressOf(asset))}>{titleOf(asset, i18n.language)}</PageLink>
        </h2>
        {description === "" ? null : <p className={classes.summary}>{description}</p>}
        <p className={classes.facts}>
          <PageLink href={namespaceHref(owner.name)} className={classes.author}>
            <NamespaceAvatar namespace={owner} size={20} />
            {owner.nickname || owner.name}
          </PageLink>
          <RelativeTime value={publishedAt ?? updatedAt} />
          {categories.map((category) => (
            <span key={category.id}>{termName(category, i18n.language)}</span>
          ))}
          <span className={classes.count} title={t("list.likes")}>
            <IconThumbUp size={14} aria-hidden="true" />
            <Count value={likes} />
          </span>
          <span className={classes.count}>
            <IconHeart size={14} aria-hidden="true" />
            <Count value={asset.favourites} />
          </span>
        </p>
      </div>
      {coverUrl === null ? null : (
        <div className={classes.cover}>
          <Cover asset={asset} />
        </div>
      )}
    </li>
  );
}

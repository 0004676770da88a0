import { Skeleton } from "@mantine/core";
import { IconCalendar, IconClock, IconEye } from "@tabler/icons-react";
import { Trans, useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { termName } from "#contract/taxonomies/term.ts";
import { namespaceHref } from "../../../app/addresses.ts";
import { useCall } from "../../../app/gallery.ts";
import { repositoryUrls } from "../../../assets/asset/repository-urls.ts";
import { addressOf } from "../../../assets/asset/use-asset.ts";
import { ErrorState } from "../../../ui/error-state.tsx";
import { MarkdownText } from "../../../ui/markdown/markdown.tsx";
import { NamespaceAvatar } from "../../../ui/namespace-avatar.tsx";
import { PageLink } from "../../../ui/page-link.tsx";
import { Comments } from "../../comments/comments.tsx";
import { countWords } from "../editor/count-words.ts";
import { ArticleActions } from "./article-actions.tsx";
import { ArticleFiles } from "./article-files.tsx";
import classes from "./page.module.css";

/** COM-3: an article as it is read: by whom and when, the text, its attachments, what people say. */
export function ArticlePage({ asset }: { asset: Asset }) {
  const { t } = useTranslation("articles");
  const params = addressOf(asset);
  const { data: card, error, refetch } = useCall("assets.get-card", { params });
  if (error && !card) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!card) return <Skeleton height="60vh" radius="lg" />;
  const at = {
    revision: asset.defaultBranch,
    commit: card.commit ?? asset.defaultBranch,
    folder: "",
  };
  return (
    <div className={classes.page}>
      <Byline asset={asset} body={card.body} />
      <article className={classes.text}>
        <MarkdownText source={card.body} {...repositoryUrls(params, at)} />
      </article>
      <ArticleFiles asset={asset} />
      <ArticleActions asset={asset} />
      <section aria-label={t("page.comments")}>
        <Comments asset={asset} />
      </section>
    </div>
  );
}

function Byline({ asset, body }: { asset: Asset; body: string }) {
  const { t, i18n } = useTranslation("articles");
  const { owner, publishedAt, updatedAt, categories, views } = asset;
  const date = (time: string) =>
    new Intl.DateTimeFormat(i18n.language, { dateStyle: "long" }).format(new Date(time));
  const { minutes } = countWords(body);
  return (
    <p className={classes.byline}>
      <span className={classes.author}>
        <NamespaceAvatar namespace={owner} size={28} />
        <span>
          <Trans
            t={t}
            i18nKey="page.byline"
            values={{ name: owner.nickname || owner.name }}
            components={{
              author: <PageLink href={namespaceHref(owner.name)} className={classes.name} />,
            }}
          />
        </span>
      </span>
      {publishedAt === null ? (
        <span className={classes.fact}>{t("page.updated", { date: date(updatedAt) })}</span>
      ) : (
        <span className={classes.fact}>
          <IconCalendar size={15} aria-hidden="true" />
          <time dateTime={publishedAt}>{date(publishedAt)}</time>
        </span>
      )}
      <span className={classes.fact}>
        <IconClock size={15} aria-hidden="true" />
        {t("editor.minutes", { count: minutes })}
      </span>
      <span className={classes.fact}>
        <IconEye size={15} aria-hidden="true" />
        {t("page.views", { count: views })}
      </span>
      {categories.map((category) => (
        <PageLink
          key={category.id}
          href={`/articles?category=${encodeURIComponent(category.id)}`}
          className={classes.category}
        >
          {termName(category, i18n.language)}
        </PageLink>
      ))}
    </p>
  );
}

import { Button, Chip, Select, Skeleton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconArticle, IconPencilPlus, IconSearch, IconSearchOff } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { termName } from "#contract/taxonomies/term.ts";
import { listHref } from "../../../app/addresses.ts";
import { useListCall } from "../../../app/gallery.ts";
import { useCategories } from "../../../assets/categories/use-categories.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import { LoadMore } from "../../../ui/load-more.tsx";
import { PageLink } from "../../../ui/page-link.tsx";
import { Page, PageHeader, usePageTitle } from "../../../ui/page.tsx";
import { ARTICLE_CATEGORIES } from "../article-categories.ts";
import { ArticleCard } from "./article-card.tsx";
import { type ArticleSearch, readArticleSearch, toArticleQuery } from "./article-search.ts";
import classes from "./list.module.css";

const TYPING_MS = 300;

/** COM-3: all articles, by category and words, newest or most liked first; the address says it all. */
export function ArticlesPage() {
  const { t } = useTranslation("articles");
  const search = readArticleSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const change = (changes: Partial<ArticleSearch>) => {
    const { q, category, sort } = { ...search, ...changes };
    const said = {
      q: q || undefined,
      category: category ?? undefined,
      sort: sort === "newest" ? undefined : sort,
    };
    void navigate({ href: listHref("article", said), replace: true });
  };
  usePageTitle(t("list.title"));
  return (
    <Page>
      <PageHeader
        title={t("list.title")}
        description={t("list.text")}
        actions={
          <Button
            component={PageLink}
            href="/new/article"
            leftSection={<IconPencilPlus size={16} />}
          >
            {t("list.write")}
          </Button>
        }
      />
      <div className={classes.tools}>
        <Words search={search} onChange={change} />
        <Select
          aria-label={t("list.sort")}
          allowDeselect={false}
          disabled={search.q !== ""}
          data={
            search.q === ""
              ? (["newest", "likes"] as const).map((value) => ({
                  value,
                  label: t(`list.${value}`),
                }))
              : [{ value: "newest", label: t("list.byRelevance") }]
          }
          value={search.q === "" ? search.sort : "newest"}
          onChange={(sort) => change({ sort: sort === "likes" ? "likes" : "newest" })}
        />
      </div>
      <Categories search={search} onChange={change} />
      <Results search={search} onClear={() => change({ q: "", category: null })} />
    </Page>
  );
}

type PartProps = { search: ArticleSearch; onChange: (changes: Partial<ArticleSearch>) => void };

function Words({ search, onChange }: PartProps) {
  const { t } = useTranslation("articles");
  const type = useDebouncedCallback((q: string) => onChange({ q: q.trim() }), TYPING_MS);
  return (
    <TextInput
      className={classes.words ?? ""}
      type="search"
      aria-label={t("list.search")}
      placeholder={t("list.search")}
      leftSection={<IconSearch size={16} />}
      defaultValue={search.q}
      maxLength={200}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}

function Categories({ search, onChange }: PartProps) {
  const { t, i18n } = useTranslation("articles");
  const nodes = useCategories()?.filter(({ parent }) => parent === ARTICLE_CATEGORIES) ?? [];
  if (nodes.length === 0) return null;
  return (
    <fieldset className={classes.categories} aria-label={t("list.categories")}>
      <Chip
        checked={search.category === null}
        onChange={() => onChange({ category: null })}
        variant="light"
      >
        {t("list.all")}
      </Chip>
      {nodes.map((node) => (
        <Chip
          key={node.id}
          checked={search.category === node.id}
          onChange={(isChosen) => onChange({ category: isChosen ? node.id : null })}
          variant="light"
        >
          {termName(node, i18n.language)}
        </Chip>
      ))}
    </fieldset>
  );
}

function Results({ search, onClear }: { search: ArticleSearch; onClear: () => void }) {
  const { t } = useTranslation("articles");
  const list = useListCall("community.list-articles", { query: toArticleQuery(search) });
  const items = list.data?.pages.flatMap((page) => page.items);
  if (list.error && !items) {
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (!items) return <Skeleton height={320} radius="lg" aria-busy="true" />;
  if (items.length === 0) {
    const isFiltered = search.q !== "" || search.category !== null;
    return isFiltered ? (
      <EmptyState
        title={t("list.nothingFound")}
        description={t("list.nothingFoundText")}
        icon={IconSearchOff}
      >
        <Button variant="default" onClick={onClear}>
          {t("list.clear")}
        </Button>
      </EmptyState>
    ) : (
      <EmptyState title={t("list.none")} description={t("list.noneText")} icon={IconArticle} />
    );
  }
  return (
    <>
      <ul className={classes.list}>
        {items.map((article) => (
          <ArticleCard key={article.asset.id} article={article} />
        ))}
      </ul>
      <LoadMore {...list} />
    </>
  );
}

import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { findLanguage } from "#contract/taxonomies/languages.ts";
import { termName } from "#contract/taxonomies/term.ts";
import { listHref } from "../../app/addresses.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { nameOfTerm } from "../terms.ts";
import classes from "./asset-header.module.css";

const FEW_LANGUAGES = 4;

/** Task, framework, language and licence; each leads to the list of its like. */
export function AssetTerms({ asset }: { asset: Asset }) {
  const { t, i18n } = useTranslation("assets");
  const locale = i18n.language;
  const terms = [
    ...asset.categories.map((category) => ({
      filter: "category",
      id: category.id,
      name: termName(category, locale),
    })),
    ...asset.tasks.map((id) => ({ filter: "task", id, name: nameOfTerm("task", id, locale) })),
    ...asset.dataTypes.map((id) => ({
      filter: "dataType",
      id,
      name: nameOfTerm("dataType", id, locale),
    })),
    ...asset.frameworks.map((id) => ({
      filter: "framework",
      id,
      name: nameOfTerm("framework", id, locale),
    })),
    ...asset.languages.slice(0, FEW_LANGUAGES).map((id) => ({
      filter: "language",
      id,
      name: languageName(id, locale),
    })),
    ...asset.licences.map((id) => ({
      filter: "licence",
      id,
      name: t("licenceNamed", { name: nameOfTerm("licence", id, locale) }),
    })),
  ];
  const more = asset.languages.length - FEW_LANGUAGES;
  if (terms.length === 0) return null;
  return (
    <div className={classes.terms}>
      {terms.map(({ filter, id, name }) => (
        <PageLink
          key={`${filter}=${id}`}
          href={listHref(asset.kind, { [filter]: id })}
          className={classes.term}
        >
          {name}
        </PageLink>
      ))}
      {more > 0 ? (
        <span
          className={classes.term}
          title={asset.languages.map((id) => languageName(id, locale)).join(", ")}
        >
          {t("moreLanguages", { count: more })}
        </span>
      ) : null}
    </div>
  );
}

function languageName(id: string, locale: string): string {
  const language = findLanguage(id);
  return language ? termName(language, locale) : id;
}

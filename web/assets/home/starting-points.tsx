import { useTranslation } from "react-i18next";
import type { AssetResults } from "#contract/assets/asset.ts";
import { termName } from "#contract/taxonomies/term.ts";
import { stringifySearch } from "../../app/search-params.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { Count } from "../../ui/values.tsx";
import { useCategories } from "../categories/use-categories.ts";
import { nameOfTerm } from "../terms.ts";
import classes from "./home.module.css";

const SHOWN = 12;

type Facets = AssetResults["facets"];

/** Tasks and categories that something on the shelf is for: where to begin without words. */
export function StartingPoints({ facets }: { facets: Facets | undefined }) {
  const { t, i18n } = useTranslation("home");
  const nodes = useCategories((facets?.category ?? []).length > 0);
  if (facets === undefined) return null;
  const counts = new Map(facets.category.map(({ value, count }) => [value, count]));
  const counted = (nodes ?? []).filter(({ id }) => counts.has(id));
  const inner = new Set(counted.map(({ parent }) => parent));
  const categories = counted
    .filter(({ id }) => !inner.has(id))
    .toSorted((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0));
  return (
    <>
      <Points
        title={t("byTask")}
        points={facets.task.slice(0, SHOWN).map(({ value, count }) => ({
          key: value,
          name: nameOfTerm("task", value, i18n.language),
          href: `/search${stringifySearch({ task: value })}`,
          count,
        }))}
      />
      <Points
        title={t("byCategory")}
        points={categories.slice(0, SHOWN).map((node) => ({
          key: node.id,
          name: termName(node, i18n.language),
          href: `/search${stringifySearch({ category: node.id })}`,
          count: counts.get(node.id) ?? 0,
        }))}
      />
    </>
  );
}

type Point = { key: string; name: string; href: string; count: number };

function Points({ title, points }: { title: string; points: Point[] }) {
  if (points.length === 0) return null;
  return (
    <section className={classes.section}>
      <h2 className={classes.sectionTitle}>{title}</h2>
      <ul className={classes.points}>
        {points.map(({ key, name, href, count }) => (
          <li key={key}>
            <PageLink href={href} className={classes.kind}>
              {name}
              <span className={classes.count}>
                <Count value={count} />
              </span>
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

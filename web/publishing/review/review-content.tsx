import { Anchor } from "@mantine/core";
import { IconFile, IconFiles, IconGitCompare, IconId } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Review } from "#contract/publishing/review.ts";
import { assetHref, compareHref, revisionHref } from "../../app/addresses.ts";
import { nameOfTerm } from "../../assets/terms.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { Bytes } from "../../ui/values.tsx";
import listing from "../publishing.module.css";
import { addressOf } from "./address-of.ts";
import classes from "./review.module.css";

const SHORT_ID = 7;
const shorten = (commit: string) => commit.slice(0, SHORT_ID);

/** Where the content is looked at, as it was submitted. */
export function ReviewContent({ review }: { review: Review }) {
  const { t } = useTranslation("review");
  const { commit, approvedCommit, closedFiles } = review;
  const address = addressOf(review);
  const isNew = commit !== null && approvedCommit !== null && commit !== approvedCommit;
  return (
    <section className={listing.section}>
      <h2 className={listing.title}>{t("content.title")}</h2>
      <ul className={classes.links}>
        <ContentLink href={assetHref(address)} icon={<IconId size={16} aria-hidden="true" />}>
          {t("content.page")}
        </ContentLink>
        {commit === null ? null : (
          <ContentLink
            href={revisionHref(address, "tree", { revision: commit })}
            icon={<IconFiles size={16} aria-hidden="true" />}
            more={t("content.scans")}
          >
            {t("content.files", { commit: shorten(commit) })}
          </ContentLink>
        )}
        {isNew ? (
          <ContentLink
            href={compareHref(address, { base: approvedCommit, revision: commit })}
            icon={<IconGitCompare size={16} aria-hidden="true" />}
          >
            {t("content.changes", { commit: shorten(approvedCommit) })}
          </ContentLink>
        ) : null}
      </ul>
      {closedFiles.length === 0 || commit === null ? null : (
        <>
          <p className={listing.quiet}>{t("content.closed")}</p>
          <ul className={classes.links}>
            {closedFiles.map((path) => (
              <ContentLink
                key={path}
                href={revisionHref(address, "blob", { revision: commit, path })}
                icon={<IconFile size={16} aria-hidden="true" />}
              >
                {path}
              </ContentLink>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

type ContentLinkProps = { href: string; icon: ReactNode; children: ReactNode; more?: string };

function ContentLink({ href, icon, children, more }: ContentLinkProps) {
  return (
    <li>
      {icon}
      <span>
        <Anchor component={PageLink} href={href} inherit>
          {children}
        </Anchor>
        {more === undefined ? null : <span className={classes.more}>{more}</span>}
      </span>
    </li>
  );
}

/** What the submission says of itself. */
export function ReviewFacts({ review }: { review: Review }) {
  const { t, i18n } = useTranslation(["review", "assets"]);
  const { asset, requestedVisibility, licences, tasks, dataTypes, fileCount, sizeBytes } = review;
  const list = new Intl.ListFormat(i18n.language, { type: "conjunction" });
  const namesOf = (kind: "licence" | "task" | "dataType", ids: readonly string[]) =>
    list.format(ids.map((id) => nameOfTerm(kind, id, i18n.language)));
  return (
    <section className={listing.section}>
      <h2 className={listing.title}>{t("facts.title")}</h2>
      <dl className={classes.said}>
        <Fact name={t("facts.description")}>{asset.description}</Fact>
        <Fact name={t("facts.version")}>{review.version}</Fact>
        <Fact name={t("facts.visibility")}>
          {requestedVisibility === null ? null : t(`assets:visibilities.${requestedVisibility}`)}
        </Fact>
        <Fact name={t("facts.licence")}>{namesOf("licence", licences)}</Fact>
        <Fact name={t("facts.tasks")}>{namesOf("task", tasks)}</Fact>
        <Fact name={t("facts.dataTypes")}>{namesOf("dataType", dataTypes)}</Fact>
        <Fact name={t("facts.files")}>
          {t("facts.fileCount", { count: fileCount })} · <Bytes value={sizeBytes} />
        </Fact>
        <Fact name={t("facts.commit")}>
          {review.commit === null ? null : <code>{shorten(review.commit)}</code>}
        </Fact>
      </dl>
    </section>
  );
}

/** Nothing where there is nothing to say. */
function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === "") return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

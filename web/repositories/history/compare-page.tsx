import { ActionIcon, Skeleton } from "@mantine/core";
import { IconArrowRight, IconArrowsExchange, IconEqual } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { compareHref } from "../../app/addresses.ts";
import { useCall } from "../../app/gallery.ts";
import { oneOf } from "../../app/search-params.ts";
import { addressOf, useAsset, useRevisionAndPath } from "../../assets/asset/use-asset.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { shortRevision } from "../paths.ts";
import { RevisionPicker } from "../revision-select.tsx";
import { ChangedFiles } from "./changes/changed-files.tsx";
import classes from "./changes/changes.module.css";

/** `/compare/{base}...{revision}`: the files that differ between any two states. */
export function ComparePage() {
  const { t } = useTranslation("diff");
  const asset = useAsset();
  const address = addressOf(asset);
  const navigate = useNavigate();
  // No branch or tag holds two dots.
  const [from = "", to = ""] = useRevisionAndPath().revision.split("...");
  const base = from || asset.defaultBranch;
  const revision = to || asset.defaultBranch;
  usePageTitle(
    t("title", {
      base: shortRevision(base),
      revision: shortRevision(revision),
      name: asset.fullName,
    }),
  );
  const path = oneOf(useSearch({ strict: false }).path);
  const go = (compared: { base: string; revision: string }) =>
    void navigate({ href: compareHref(address, { ...compared, ...(path ? { path } : {}) }) });
  return (
    <>
      <div className={classes.compared}>
        <RevisionPicker
          label={t("base")}
          revision={base}
          onChoose={(chosen) => go({ base: chosen, revision })}
        />
        <IconArrowRight size={18} aria-hidden="true" />
        <RevisionPicker
          label={t("head")}
          revision={revision}
          onChoose={(chosen) => go({ base, revision: chosen })}
        />
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t("swap")}
          title={t("swap")}
          onClick={() => go({ base: revision, revision: base })}
        >
          <IconArrowsExchange size={17} />
        </ActionIcon>
      </div>
      {path === undefined ? null : (
        <p className={classes.only}>
          {t("only", { path })}{" "}
          <PageLink href={compareHref(address, { base, revision })}>{t("allFiles")}</PageLink>
        </p>
      )}
      <Differences base={base} revision={revision} path={path} />
    </>
  );
}

type DifferencesProps = { base: string; revision: string; path: string | undefined };

function Differences({ base, revision, path }: DifferencesProps) {
  const { t } = useTranslation("diff");
  const params = { ...addressOf(useAsset()), revision };
  const input = { params, query: { base } };
  const { data, error, refetch } = useCall("repositories.compare-revisions", input);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={360} radius="lg" />;
  const changes = data.changes.filter(
    (change) => path === undefined || change.path === path || change.previousPath === path,
  );
  const changeCount = path === undefined ? data.changeCount : changes.length;
  if (changeCount === 0) {
    const text = t(path === undefined ? "noDifferenceText" : "noDifferenceInFile");
    return <EmptyState title={t("noDifference")} description={text} icon={IconEqual} />;
  }
  const compared = { revision: data.head.id, base: data.base.id };
  return <ChangedFiles {...compared} changes={changes} changeCount={changeCount} />;
}

import { Button, Skeleton } from "@mantine/core";
import { IconFolder, IconGitCompare } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CommitDetail } from "#contract/repositories/repository.ts";
import { compareHref, revisionHref } from "../../app/addresses.ts";
import { useCall } from "../../app/gallery.ts";
import { addressOf, useAsset, useRevisionAndPath } from "../../assets/asset/use-asset.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import { CommitAuthor } from "../commit-author.tsx";
import classes from "../repository.module.css";
import { ChangedFiles } from "./changes/changed-files.tsx";
import { RestoreButton } from "./restore-button.tsx";

/** `/commit/{revision}`: who changed what, and the way back to that state. */
export function CommitPage() {
  const asset = useAsset();
  const { revision } = useRevisionAndPath();
  const params = { ...addressOf(asset), revision };
  const { data: commit, error, refetch } = useCall("repositories.get-commit", { params });
  usePageTitle(commit ? `${commit.title} · ${asset.fullName}` : asset.fullName);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!commit) return <Skeleton height={360} radius="lg" />;
  return (
    <>
      <CommitHeader commit={commit} />
      <ChangedFiles
        changes={commit.changes}
        changeCount={commit.changeCount}
        revision={commit.id}
        base={commit.parents[0] ?? null}
      />
    </>
  );
}

function CommitHeader({ commit }: { commit: CommitDetail }) {
  const { t } = useTranslation(["repositories", "diff"]);
  const asset = useAsset();
  const address = addressOf(asset);
  return (
    <>
      <div className={classes.bar}>
        <div className={classes.heading}>
          <h2 className={classes.commitHeading}>{commit.title}</h2>
          <div className={classes.author}>
            <CommitAuthor author={commit.author} />
            <RelativeTime value={commit.committedAt} />
            <span className={classes.hash}>{commit.id.slice(0, 8)}</span>
            <CopyButton value={commit.id} label={t("copyCommit")} />
            {commit.parents.map((parent) => (
              <span key={parent}>
                {t("parent")}{" "}
                <PageLink
                  href={revisionHref(address, "commit", { revision: parent })}
                  className={classes.hash}
                >
                  {parent.slice(0, 8)}
                </PageLink>
              </span>
            ))}
          </div>
        </div>
        <div className={classes.actions}>
          <Button
            component={PageLink}
            href={revisionHref(address, "tree", { revision: commit.id })}
            variant="default"
            size="xs"
            leftSection={<IconFolder size={14} />}
          >
            {t("browse")}
          </Button>
          {commit.id === asset.head ? null : (
            <Button
              component={PageLink}
              href={compareHref(address, { base: commit.id, revision: asset.defaultBranch })}
              variant="default"
              size="xs"
              leftSection={<IconGitCompare size={14} />}
            >
              {t("diff:compareWith", { revision: asset.defaultBranch })}
            </Button>
          )}
          {asset.abilities.write && commit.id !== asset.head ? (
            <RestoreButton commit={commit} />
          ) : null}
        </div>
      </div>
      {commit.description ? <p className={classes.message}>{commit.description}</p> : null}
    </>
  );
}

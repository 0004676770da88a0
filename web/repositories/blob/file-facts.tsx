import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { revisionHref } from "../../app/addresses.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { Bytes, RelativeTime } from "../../ui/values.tsx";
import { CommitAuthor } from "../commit-author.tsx";
import repositoryClasses from "../repository.module.css";
import classes from "./blob.module.css";

/** REP-13: size and SHA-256, to verify a download by; and the commit that last changed the file. */
export function FileFacts({ file }: { file: FileDetail }) {
  const { t } = useTranslation("repositories");
  const address = addressOf(useAsset());
  const commit = file.lastCommit;
  return (
    <div className={repositoryClasses.boxHeader}>
      <div className={classes.facts}>
        <Bytes value={file.sizeBytes} />
        <span className={classes.hash}>
          <span className={repositoryClasses.quiet}>SHA-256</span>
          <span className={classes.hashText} title={file.sha256}>
            {file.sha256}
          </span>
          <CopyButton value={file.sha256} label={t("copyHash")} />
        </span>
      </div>
      {commit ? (
        <span className={repositoryClasses.author}>
          <CommitAuthor author={commit.author} />
          <PageLink
            href={revisionHref(address, "commit", { revision: commit.id })}
            className={repositoryClasses.commitLink}
          >
            {commit.title}
          </PageLink>
          <RelativeTime value={commit.committedAt} />
        </span>
      ) : null}
    </div>
  );
}

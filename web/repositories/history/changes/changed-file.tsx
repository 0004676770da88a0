import { Skeleton } from "@mantine/core";
import { useIntersection } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import {
  IconArrowRight,
  IconChevronRight,
  IconPencil,
  IconPlus,
  IconTrash,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CommitDetail } from "#contract/repositories/repository.ts";
import { revisionHref } from "../../../app/addresses.ts";
import { callOptions } from "../../../app/gallery.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import { ErrorState } from "../../../ui/error-state.tsx";
import { formatExact } from "../../../ui/format.ts";
import { PageLink } from "../../../ui/page-link.tsx";
import { Bytes } from "../../../ui/values.tsx";
import type { ComparedFile } from "../diff/compared-file.ts";
import { DiffBody } from "../diff/diff-body.tsx";
import classes from "./changes.module.css";

type Change = CommitDetail["changes"][number];

type ChangedFileProps = {
  change: Change;
  file: ComparedFile;
  isSplit: boolean;
  isOpenAtFirst: boolean;
};

const ICONS = {
  added: IconPlus,
  modified: IconPencil,
  deleted: IconTrash,
  renamed: IconArrowRight,
} as const;
const NEAR = { rootMargin: "600px" };
const WHOLE_FILE = 100_000;

/** One file of a change: its name, and below it what differs once it is open and in sight. */
export function ChangedFile({ change, file, isSplit, isOpenAtFirst }: ChangedFileProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const [isWhole, setWhole] = useState(false);
  const { ref, entry } = useIntersection<HTMLDivElement>(NEAR);
  const { revision, path, base, basePath } = file;
  const params = { ...addressOf(useAsset()), revision, path };
  const query = { base, basePath, ...(isWhole ? { context: WHOLE_FILE } : {}) };
  const options = callOptions("repositories.compare-file", { params, query });
  const diff = useQuery({
    ...options,
    enabled: isOpen && entry?.isIntersecting === true,
    placeholderData: keepPreviousData,
    // Two commits never change.
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <article ref={ref} className={classes.file}>
      <FileHeader
        change={change}
        revision={revision}
        counts={diff.data?.text ?? null}
        isOpen={isOpen}
        onToggle={() => setOpen(!isOpen)}
      />
      {isOpen ? (
        <div className={classes.body}>
          {diff.error ? (
            <ErrorState error={diff.error} onRetry={() => void diff.refetch()} />
          ) : null}
          {diff.data ? (
            <DiffBody
              diff={diff.data}
              file={file}
              isSplit={isSplit}
              onExpand={isWhole ? undefined : () => setWhole(true)}
            />
          ) : null}
          {!diff.data && !diff.error ? <Skeleton height={120} radius={0} /> : null}
        </div>
      ) : null}
    </article>
  );
}

type FileHeaderProps = {
  change: Change;
  revision: string;
  counts: { added: number; removed: number } | null;
  isOpen: boolean;
  onToggle: () => void;
};

function FileHeader({ change, revision, counts, isOpen, onToggle }: FileHeaderProps) {
  const { t, i18n } = useTranslation(["repositories", "diff"]);
  const address = addressOf(useAsset());
  const Icon = ICONS[change.change];
  return (
    <header className={classes.header}>
      <button
        type="button"
        className={classes.toggle}
        aria-expanded={isOpen}
        aria-label={t("diff:toggle", { path: change.path })}
        onClick={onToggle}
      >
        <IconChevronRight size={16} aria-hidden="true" />
      </button>
      <span className={classes.kind} data-change={change.change}>
        <Icon size={15} aria-label={t(`changeKinds.${change.change}`)} />
      </span>
      <span className={classes.path}>
        {change.previousPath ? (
          <span className={classes.quiet}>{change.previousPath} → </span>
        ) : null}
        {change.change === "deleted" ? (
          <s className={classes.quiet}>{change.path}</s>
        ) : (
          <PageLink
            href={revisionHref(address, "blob", { revision, path: change.path })}
            className={classes.link}
            preload={false}
          >
            {change.path}
          </PageLink>
        )}
      </span>
      {counts ? (
        <span className={classes.counts}>
          <span className={classes.added}>+{formatExact(counts.added, i18n.language)}</span>
          <span className={classes.removed}>−{formatExact(counts.removed, i18n.language)}</span>
        </span>
      ) : null}
      <span className={classes.quiet}>
        {change.change === "deleted" ? null : <Bytes value={change.sizeBytes} />}
      </span>
    </header>
  );
}

import { Button, SegmentedControl, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconDownload, IconFileOff } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "#contract/problems.ts";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { readProblem } from "#sdk/index.ts";
import { contentHref } from "../../app/addresses.ts";
import { gallery } from "../../app/gallery.ts";
import { useSite } from "../../app/session.ts";
import { repositoryUrls } from "../../assets/asset/repository-urls.ts";
import { addressOf, useAsset, useRevisionAndPath } from "../../assets/asset/use-asset.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { formatBytes } from "../../ui/format.ts";
import { MarkdownText } from "../../ui/markdown/markdown.tsx";
import { folderOf } from "../paths.ts";
import classes from "./blob.module.css";

const TextView = lazy(async () => ({ default: (await import("./text-view.tsx")).TextView }));

/** REP-5: text, Markdown and images; for everything else the reason, and the download. */
export function FilePreview({ file }: { file: FileDetail }) {
  if (file.preview === "image") return <ImagePreview file={file} />;
  if (file.preview === "none") return <NoPreview file={file} />;
  return <TextPreview file={file} />;
}

function useContent(file: FileDetail) {
  const href = contentHref(addressOf(useAsset()), { revision: file.commit, path: file.path });
  return useQuery<string, Problem>({
    queryKey: ["content", href],
    queryFn: async ({ signal }) => {
      const response = await gallery.request(href, { signal });
      if (!response.ok) throw await readProblem(response);
      return response.text();
    },
    // A commit's bytes never change.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function TextPreview({ file }: { file: FileDetail }) {
  const { t } = useTranslation("repositories");
  const content = useContent(file);
  const [mode, setMode] = useState<string>(file.preview === "markdown" ? "page" : "source");
  const loading = <Skeleton height={360} m="md" />;
  if (content.error) {
    return <ErrorState error={content.error} onRetry={() => void content.refetch()} />;
  }
  if (content.data === undefined) return loading;
  if (content.data === "") return <EmptyState title={t("emptyFile")} icon={IconFileOff} />;
  return (
    <>
      {file.preview === "markdown" ? (
        <SegmentedControl
          m="sm"
          mb={0}
          size="xs"
          aria-label={t("show")}
          value={mode}
          onChange={setMode}
          data={[
            { value: "page", label: t("showPage") },
            { value: "source", label: t("showSource") },
          ]}
        />
      ) : null}
      {mode === "page" ? (
        <MarkdownDocument file={file} text={content.data} />
      ) : (
        <Suspense fallback={loading}>
          <TextView text={content.data} name={file.name} />
        </Suspense>
      )}
    </>
  );
}

function MarkdownDocument({ file, text }: { file: FileDetail; text: string }) {
  const { revision } = useRevisionAndPath();
  const at = { revision, commit: file.commit, folder: folderOf(file.path) };
  return (
    <div className={classes.document}>
      <MarkdownText
        source={text.replace(/^---\r?\n.*?\n---(?:\r?\n|$)/su, "")}
        {...repositoryUrls(addressOf(useAsset()), at)}
      />
    </div>
  );
}

function ImagePreview({ file }: { file: FileDetail }) {
  const href = contentHref(addressOf(useAsset()), { revision: file.commit, path: file.path });
  return (
    <div className={classes.image}>
      <img src={href} alt={file.name} />
    </div>
  );
}

function NoPreview({ file }: { file: FileDetail }) {
  const { t, i18n } = useTranslation("repositories");
  const address = addressOf(useAsset());
  const limit = useSite()?.limits.previewBytes ?? 0;
  const reason = file.previewRefusal ?? "unsupported";
  const href = contentHref(address, { revision: file.commit, path: file.path, isDownload: true });
  return (
    <EmptyState
      title={t("noPreview")}
      description={t(`noPreviewReasons.${reason}`, { limit: formatBytes(limit, i18n.language) })}
      icon={IconFileOff}
    >
      <Button
        component="a"
        href={href}
        download={file.name}
        leftSection={<IconDownload size={16} />}
      >
        {t("downloadSize", { size: formatBytes(file.sizeBytes, i18n.language) })}
      </Button>
    </EmptyState>
  );
}

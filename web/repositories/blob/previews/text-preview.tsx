import { SegmentedControl, Skeleton } from "@mantine/core";
import { IconFileOff } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { repositoryUrls } from "../../../assets/asset/repository-urls.ts";
import { addressOf, useAsset, useRevisionAndPath } from "../../../assets/asset/use-asset.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import { MarkdownText } from "../../../ui/markdown/markdown.tsx";
import { folderOf } from "../../paths.ts";
import classes from "../blob.module.css";
import { useContent } from "./use-content.ts";

const TextView = lazy(async () => ({ default: (await import("../text-view.tsx")).TextView }));

/** Text by lines; Markdown as a page as well. */
export function TextPreview({ file }: { file: FileDetail }) {
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

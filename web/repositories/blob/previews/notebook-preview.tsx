import { Alert, SegmentedControl, Skeleton } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "#contract/problems.ts";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { useCall } from "../../../app/gallery.ts";
import { useSite } from "../../../app/session.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import { ErrorState } from "../../../ui/error-state.tsx";
import { formatBytes } from "../../../ui/format.ts";
import { NoPreview } from "./no-preview.tsx";
import { NotebookView } from "./notebook/notebook-view.tsx";
import { TextPreview } from "./text-preview.tsx";

/** A notebook by cells, or its source where that is short enough to be loaded. */
export function NotebookPreview({ file }: { file: FileDetail }) {
  const { t } = useTranslation(["previews-media", "repositories"]);
  const [mode, setMode] = useState("page");
  const hasSource = file.sizeBytes <= (useSite()?.limits.previewBytes ?? 0);
  return (
    <>
      {hasSource ? (
        <SegmentedControl
          m="sm"
          mb={0}
          size="xs"
          aria-label={t("repositories:show")}
          value={mode}
          onChange={setMode}
          data={[
            { value: "page", label: t("notebook.page") },
            { value: "source", label: t("repositories:showSource") },
          ]}
        />
      ) : null}
      {mode === "source" && hasSource ? (
        <TextPreview file={file} />
      ) : (
        <Cells file={file} hasSource={hasSource} />
      )}
    </>
  );
}

function Cells({ file, hasSource }: { file: FileDetail; hasSource: boolean }) {
  const params = { ...addressOf(useAsset()), revision: file.commit, path: file.path };
  const { data, error, refetch } = useCall("repositories.get-notebook", { params });
  if (error && isProblem(error, "preview-unreadable")) {
    return <Unreadable file={file} error={error} hasSource={hasSource} />;
  }
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton height={360} m="md" />;
  return <NotebookView notebook={data} path={file.path} />;
}

type UnreadableProps = {
  file: FileDetail;
  error: { extra: Record<string, unknown> };
  hasSource: boolean;
};

/** The reason, and the text as it is. */
function Unreadable({ file, error, hasSource }: UnreadableProps) {
  const { t, i18n } = useTranslation("previews-media");
  const { reason, position, limitBytes } = error.extra;
  const key = REASONS.find((known) => known === reason) ?? "unexpected";
  return (
    <>
      <Alert color="orange" icon={<IconAlertTriangle size={18} />} m="md" mb={0}>
        {t(`notebook.unreadable.${key}`, {
          position: typeof position === "number" ? position : 0,
          limit: formatBytes(typeof limitBytes === "number" ? limitBytes : 0, i18n.language),
        })}
      </Alert>
      {hasSource ? <TextPreview file={file} /> : <NoPreview file={file} />}
    </>
  );
}

const REASONS = ["unexpected", "unfinished", "too-deep", "too-large", "no-cells"] as const;

import { SegmentedControl, Skeleton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import type { TensorScope, TensorSummary } from "#contract/repositories/tensor-table.ts";
import { useCall } from "../../../app/gallery.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import tableClasses from "./name-table/name-table.module.css";
import { MetadataTable } from "./tensors/metadata-table.tsx";
import { ShardTable } from "./tensors/shard-table.tsx";
import { TensorBrowser } from "./tensors/tensor-browser.tsx";
import { TensorFindings } from "./tensors/tensor-findings.tsx";
import { TensorHeader } from "./tensors/tensor-header.tsx";
import { UnreadableFile } from "./unreadable-file.tsx";

/** REP-5: what a file of weights declares: its tensors, their totals, and the metadata. */
export function TensorsPreview({ file }: { file: FileDetail }) {
  const [scope, setScope] = useState<TensorScope>("checkpoint");
  const params = { ...addressOf(useAsset()), revision: file.commit, path: file.path };
  const input = { params, query: { scope } };
  const { data, error, refetch } = useCall("repositories.get-tensor-summary", input);
  if (error) return <UnreadableFile file={file} error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={360} radius={0} />;
  return <TensorSummaryView summary={data} file={file} scope={scope} onScope={setScope} />;
}

type ViewProps = {
  summary: TensorSummary;
  file: FileDetail;
  scope: TensorScope;
  onScope: (scope: TensorScope) => void;
};

type Part = "tensors" | "metadata" | "files";

function TensorSummaryView({ summary, file, scope, onScope }: ViewProps) {
  const { t } = useTranslation("previews-tensors");
  const [part, setPart] = useState<Part>("tensors");
  const hasMetadata = summary.metadata.length > 0 || summary.graph !== null;
  const parts: { value: Part; label: string }[] = [
    { value: "tensors", label: t("tensors") },
    ...(hasMetadata ? [{ value: "metadata" as const, label: t("metadata") }] : []),
    ...(summary.shards ? [{ value: "files" as const, label: t("files") }] : []),
  ];
  const shown = parts.some(({ value }) => value === part) ? part : "tensors";
  const isShard = !file.path.endsWith(".json") && (summary.shards !== null || scope === "file");
  const controls = (
    <>
      {parts.length > 1 ? (
        <SegmentedControl
          size="xs"
          aria-label={t("part")}
          value={shown}
          onChange={setPart}
          data={parts}
        />
      ) : null}
      {isShard ? (
        <SegmentedControl
          size="xs"
          aria-label={t("scope")}
          value={scope}
          onChange={onScope}
          data={[
            { value: "checkpoint", label: t("scopes.checkpoint") },
            { value: "file", label: t("scopes.file") },
          ]}
        />
      ) : null}
    </>
  );
  return (
    <>
      <TensorHeader summary={summary} />
      <TensorFindings findings={summary.findings} />
      {shown === "tensors" ? (
        <TensorBrowser key={scope} file={file} summary={summary}>
          {controls}
        </TensorBrowser>
      ) : (
        <div className={tableClasses.toolbar}>{controls}</div>
      )}
      {shown === "metadata" ? <MetadataTable summary={summary} /> : null}
      {shown === "files" ? (
        <ShardTable shards={summary.shards ?? []} revision={file.commit} />
      ) : null}
    </>
  );
}

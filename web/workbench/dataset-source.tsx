import { Alert, Select, Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useCall } from "../app/gallery.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { formatBytes } from "../ui/format.ts";
import { PageLink } from "../ui/page-link.tsx";
import { versionLabel } from "./dataset-names.ts";

export type DatasetSource = { id: string | null; version: number | null };

type DatasetSourceProps = { value: DatasetSource; onChange: (value: DatasetSource) => void };

/** PUB-12: one of one's datasets of the workbench, and which version of it. */
export function DatasetSourceFields({ value, onChange }: DatasetSourceProps) {
  const { t } = useTranslation("workbench");
  const list = useCall("workbench.list-datasets", { query: { limit: 100 } });
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton height={58} />;
  const usable = list.data.items.filter(
    ({ connection, latestVersion }) => connection !== null && latestVersion !== null,
  );
  if (usable.length === 0) {
    return (
      <Alert color="accent" variant="light" title={t("noSource")}>
        <PageLink href="/workbench/datasets">{t("toDatasets")}</PageLink>
      </Alert>
    );
  }
  return (
    <>
      <Select
        label={t("dataset")}
        data={usable.map(({ id, name }) => ({ value: id, label: name }))}
        value={value.id}
        onChange={(id) => {
          const chosen = usable.find((dataset) => dataset.id === id);
          onChange({ id, version: chosen?.latestVersion ?? null });
        }}
        allowDeselect={false}
        searchable
        required
      />
      {value.id === null ? null : (
        <VersionSelect
          id={value.id}
          value={value.version}
          onChange={(version) => onChange({ ...value, version })}
        />
      )}
    </>
  );
}

type VersionSelectProps = {
  id: string;
  value: number | null;
  onChange: (version: number | null) => void;
};

function VersionSelect({ id, value, onChange }: VersionSelectProps) {
  const { t, i18n } = useTranslation("workbench");
  const list = useCall("workbench.list-dataset-versions", {
    params: { id },
    query: { limit: 100 },
  });
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton height={58} />;
  const data = list.data.items.map(({ number, files, sizeBytes }) => ({
    value: String(number),
    label: `${versionLabel(number)} · ${t("files", {
      count: files,
      size: formatBytes(sizeBytes, i18n.language),
    })}`,
  }));
  return (
    <Select
      label={t("version")}
      description={t("versionText")}
      data={data}
      value={value === null ? null : String(value)}
      onChange={(number) => onChange(number === null ? null : Number(number))}
      allowDeselect={false}
      required
    />
  );
}

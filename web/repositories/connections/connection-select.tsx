import { Alert, Select, Skeleton } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Connection } from "#contract/repositories/connection.ts";
import { useCall } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { placeOf } from "./connection-row.tsx";

type ConnectionSelectProps = {
  value: string | null;
  onChange: (id: string | null) => void;
  error?: string | undefined;
};

/** One of one's own connections, with where it leads: the only one by itself, or how to add it. */
export function ConnectionSelect({ value, onChange, error }: ConnectionSelectProps) {
  const { t } = useTranslation("buckets");
  const list = useCall("repositories.list-connections", { query: { limit: 100 } });
  const only = list.data?.items.length === 1 ? list.data.items[0]?.id : undefined;
  useEffect(() => {
    if (only !== undefined && value === null) onChange(only);
  }, [only, value, onChange]);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton height={58} />;
  const { items } = list.data;
  if (items.length === 0) {
    return (
      <Alert color="accent" variant="light" title={t("noConnection")}>
        <PageLink href="/settings/storage-connections">{t("addConnection")}</PageLink>
      </Alert>
    );
  }
  const chosen = items.find(({ id }) => id === value);
  return (
    <Select
      label={t("connection")}
      description={describe(chosen)}
      data={items.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
      error={error}
      allowDeselect={false}
      required
    />
  );

  function describe(connection: Connection | undefined): string | undefined {
    return connection && t("below", { place: placeOf(connection) });
  }
}

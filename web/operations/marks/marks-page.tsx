import { SegmentedControl, Skeleton, Switch, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconRosette, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AssetSummary } from "#contract/assets/asset.ts";
import { assetHref } from "../../app/addresses.ts";
import { useChange, useListCall } from "../../app/gallery.ts";
import { addressOf } from "../../assets/asset/use-asset.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { KindBadge } from "../../ui/kind-badge.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { useProblemToast } from "../../ui/toast.ts";
import classes from "../console.module.css";

const SHOWN = ["all", "official", "featured"] as const;
type Shown = (typeof SHOWN)[number];
const TYPING_MS = 250;

/** PLT-4: what the operator published, and what an editor picks for the first page. */
export function MarksPage() {
  const { t } = useTranslation("console");
  const [words, setWords] = useState("");
  const [shown, setShown] = useState<Shown>("all");
  const [q] = useDebouncedValue(words.trim(), TYPING_MS);
  usePageTitle(t("marks.title"));
  return (
    <>
      <PageHeader title={t("marks.title")} description={t("marks.text")} />
      <div className={classes.toolbar}>
        <TextInput
          className={classes.grow ?? ""}
          aria-label={t("marks.find")}
          placeholder={t("marks.find")}
          leftSection={<IconSearch size={16} />}
          value={words}
          maxLength={200}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={t("marks.shown")}
          data={SHOWN.map((value) => ({ value, label: t(`marks.${value}`) }))}
          value={shown}
          onChange={(value) => setShown(SHOWN.find((each) => each === value) ?? "all")}
        />
      </div>
      <Found q={q} shown={shown} />
    </>
  );
}

function Found({ q, shown }: { q: string; shown: Shown }) {
  const { t } = useTranslation("console");
  const list = useListCall("assets.search-assets", {
    query: {
      ...(q && { q }),
      ...(shown === "official" && { official: "true" }),
      ...(shown === "featured" && { featured: "true" }),
    },
  });
  const items = list.data?.pages.flatMap((page) => page.items);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!items) return <Skeleton height={220} radius="lg" />;
  if (items.length === 0) {
    return (
      <EmptyState title={t("marks.none")} description={t("marks.noneText")} icon={IconRosette} />
    );
  }
  return (
    <>
      <ul className={classes.rows}>
        {items.map((asset) => (
          <MarkRow key={asset.id} asset={asset} />
        ))}
      </ul>
      <LoadMore {...list} />
    </>
  );
}

function MarkRow({ asset }: { asset: AssetSummary }) {
  const { t } = useTranslation("console");
  const onError = useProblemToast();
  const mark = useChange("assets.set-marks", {
    stale: ["assets.search-assets", "assets.get-asset"],
  });
  const set = (body: { isOfficial?: boolean; isFeatured?: boolean }) =>
    mark.mutate({ params: addressOf(asset), body }, { onError });
  // The switches move at once, and back when the server refuses.
  const marks = { ...asset, ...(mark.isPending ? mark.variables.body : {}) };
  const name = `${asset.owner.name}/${asset.name}`;
  return (
    <li className={classes.row}>
      <div className={classes.rowWords}>
        <span className={classes.rowTitle}>
          <KindBadge kind={asset.kind} />
          <PageLink href={assetHref(addressOf(asset))}>{name}</PageLink>
        </span>
        <span className={classes.facts}>{asset.description}</span>
      </div>
      <div className={classes.actions}>
        <Switch
          label={t("marks.official")}
          aria-label={t("marks.officialOf", { name })}
          checked={marks.isOfficial}
          disabled={mark.isPending}
          onChange={(event) => set({ isOfficial: event.currentTarget.checked })}
        />
        <Switch
          label={t("marks.featured")}
          aria-label={t("marks.featuredOf", { name })}
          checked={marks.isFeatured}
          disabled={mark.isPending}
          onChange={(event) => set({ isFeatured: event.currentTarget.checked })}
        />
      </div>
    </li>
  );
}

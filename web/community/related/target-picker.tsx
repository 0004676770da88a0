import { Select, Stack } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset, AssetSummary } from "#contract/assets/asset.ts";
import { relatedKindsOf } from "#contract/community/related-kinds.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { callOptions } from "../../app/gallery.ts";
import { titleOf } from "../../assets/title.ts";
import { KindBadge } from "../../ui/kind-badge.tsx";
import { SearchPicker } from "../../ui/search-picker.tsx";
import classes from "./related.module.css";

const SETTLED_MS = 250;
const SHOWN = 10;
/** As the header of an asset's page shows it, and copies it. */
const ASSET_ID = /^[0-9a-f]{24}$/u;

type TargetPickerProps = { asset: Asset; onChoose: (target: AssetSummary) => void };

/** By the id that the other asset's page shows, or by words among those of a kind. */
export function TargetPicker({ asset, onChoose }: TargetPickerProps) {
  const { t, i18n } = useTranslation(["related", "app"]);
  const kinds = relatedKindsOf(asset.kind);
  const [kind, setKind] = useState<AssetKind | undefined>(kinds[0]);
  const [words, setWords] = useState("");
  const targets = useTargets({ asset, kind, words });
  return (
    <Stack mih={320}>
      <Select
        label={t("link.kind")}
        data={kinds.map((value) => ({ value, label: t(`app:kindPlurals.${value}`) }))}
        value={kind ?? null}
        allowDeselect={false}
        onChange={(value) => setKind(kinds.find((candidate) => candidate === value))}
      />
      <SearchPicker
        label={t("link.which")}
        description={t("link.whichText")}
        placeholder={t("link.placeholder")}
        words={words}
        onWords={setWords}
        options={targets?.map((target) => ({
          value: target.id,
          shown: <Option target={target} language={i18n.language} />,
        }))}
        nothing={t(ASSET_ID.test(words.trim()) ? "link.idUnknown" : "link.nothing")}
        onChoose={(id) => {
          const chosen = targets?.find((target) => target.id === id);
          if (chosen) onChoose(chosen);
        }}
      />
    </Stack>
  );
}

type Sought = { asset: Asset; kind: AssetKind | undefined; words: string };

/** Undefined while they are being looked for. An id finds its asset whatever kind is chosen. */
function useTargets({ asset, kind, words }: Sought): AssetSummary[] | undefined {
  const [settled] = useDebouncedValue(words.trim(), SETTLED_MS);
  const isId = ASSET_ID.test(settled);
  const byId = useQuery({
    ...callOptions("assets.find-asset", { params: { id: settled } }),
    enabled: isId,
    retry: false,
  });
  const byWords = useQuery({
    ...callOptions("assets.search-assets", {
      query: { q: settled, limit: SHOWN, ...(kind === undefined ? {} : { kind }) },
    }),
    enabled: settled !== "" && !isId,
  });
  if (settled !== words.trim()) return undefined;
  const kinds = relatedKindsOf(asset.kind);
  const found = isId
    ? byId.error
      ? []
      : byId.data && [byId.data]
    : byWords.error
      ? []
      : byWords.data?.items;
  return found?.filter((target) => target.id !== asset.id && kinds.includes(target.kind));
}

function Option({ target, language }: { target: AssetSummary; language: string }) {
  const title = titleOf(target, language);
  return (
    <span className={classes.option}>
      <KindBadge kind={target.kind} withLabel={false} />
      <span className={classes.name}>
        {target.owner.name}/{target.name}
      </span>
      {title === target.name ? null : <span className={classes.quiet}>{title}</span>}
    </span>
  );
}

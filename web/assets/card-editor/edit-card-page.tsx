import { Skeleton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { problem } from "#contract/problems.ts";
import type { Card } from "#contract/assets/asset.ts";
import { callOptions } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { addressOf, useAsset } from "../asset/use-asset.ts";
import { CardEditor } from "./card-editor.tsx";
import { useFirstCard } from "./use-first-card.ts";

/** REP-8: settings and README.md are one thing, edited side by side. */
export function EditCardPage() {
  const { t } = useTranslation("editor");
  const asset = useAsset();
  const queryClient = useQueryClient();
  const { card, error, retry } = useFirstCard(asset);
  const [reloaded, setReloaded] = useState<Card>();
  usePageTitle(t("title", { name: asset.fullName }));
  if (!asset.abilities.write) return <ErrorState error={problem("forbidden")} />;
  if (error) return <ErrorState error={error} onRetry={retry} />;
  const shown = reloaded ?? card;
  if (!shown) return <Skeleton height="60vh" radius="lg" />;
  const reload = async () => {
    const options = callOptions("assets.get-card", { params: addressOf(asset) });
    setReloaded(await queryClient.query({ ...options, staleTime: 0 }));
  };
  return <CardEditor key={shown.commit} asset={asset} card={shown} onReload={reload} />;
}

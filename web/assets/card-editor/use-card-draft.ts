import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Card, CardSettings } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { callGallery, callOptions } from "../../app/gallery.ts";

const CHECK_AFTER_MS = 400;

/** In the form, settings and text are edited apart; as a source, README.md is edited whole. */
export type EditorMode = "form" | "source";

export type CardDraft = ReturnType<typeof useCardDraft>;

/**
 * What is being written. The server alone knows how settings stand in the front matter: it turns
 * the form into a source and a source into the form, by one endpoint in both directions.
 */
export function useCardDraft(kind: AssetKind, card: Card) {
  const [mode, setMode] = useState<EditorMode>(card.errors.length > 0 ? "source" : "form");
  const [source, setSource] = useState(card.source);
  const [body, setBody] = useState(card.body);
  const [settings, setSettings] = useState(card.settings);
  const [isDirty, setIsDirty] = useState(false);
  const draft = mode === "source" ? { kind, source } : { kind, source, body, settings };
  const [settled] = useDebouncedValue(draft, CHECK_AFTER_MS);
  const check = useQuery({
    ...callOptions("assets.check-card", { body: settled }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const checkNow = () => callGallery("assets.check-card", { body: draft });
  const touched =
    <Value>(set: (value: Value) => void) =>
    (value: Value) => {
      setIsDirty(true);
      set(value);
    };
  return {
    mode,
    source,
    settings,
    isDirty,
    /** What the preview shows. */
    body: mode === "source" ? (check.data?.body ?? body) : body,
    errors: check.data?.errors ?? card.errors,
    warnings: check.data?.warnings ?? [],
    setSource: touched(setSource),
    setBody: touched(setBody),
    changeSettings: touched((changes: Partial<CardSettings>) =>
      setSettings((before) => ({ ...before, ...changes })),
    ),
    /** Shows the same draft the other way round; a source with errors stays a source. */
    switchTo: async (next: EditorMode) => {
      const checked = await checkNow();
      if (next === "form" && checked.errors.length > 0) return;
      setSource(checked.source);
      setBody(checked.body);
      setSettings(checked.settings);
      setMode(next);
    },
    /** The whole README.md as it would be committed. */
    compose: async () => (mode === "source" ? source : (await checkNow()).source),
  };
}

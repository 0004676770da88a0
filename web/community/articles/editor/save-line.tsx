import { IconAlertTriangle, IconCheck, IconCloudUpload, IconPencil } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { formatRelative } from "../../../ui/format.ts";
import { useNow } from "../../../ui/use-now.ts";
import classes from "./editor.module.css";
import { hasWords } from "./text-of-draft.ts";
import type { DraftInWork } from "./use-article-draft.ts";

const ICONS = {
  saved: IconCheck,
  unsaved: IconPencil,
  saving: IconCloudUpload,
  failed: IconAlertTriangle,
  conflict: IconAlertTriangle,
};

/** COM-3: how far saving is, in words. */
export function SaveLine({ draft }: { draft: DraftInWork }) {
  const { t, i18n } = useTranslation("articles");
  const now = useNow();
  const { state, saved } = draft;
  const Icon = ICONS[state];
  const time = formatRelative(Date.parse(saved.updatedAt), now, i18n.language);
  const isNew = state === "saved" && !hasWords(saved);
  return (
    <output className={classes.saveLine} data-state={state}>
      <Icon size={16} aria-hidden="true" />
      {isNew ? t("save.new") : t(`save.${state}`, { time })}
    </output>
  );
}

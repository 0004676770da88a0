import { useTranslation } from "react-i18next";
import { PATH_LIMITS } from "#contract/repositories/path-rules.ts";
import { formatBytes, formatExact } from "../../ui/format.ts";
import { useProblemText } from "../../ui/problem-text.ts";
import { showHidden } from "./show-hidden.ts";
import type { Limits } from "./queue/limits.ts";
import { type Reason, replaces, type UploadItem } from "./queue/upload-item.ts";

/** What a row says of its file: its state, why it does not go on, and what should be known. */
export function useStateText(
  item: UploadItem,
  limits: Limits | undefined,
): { state: string; notes: string[] } {
  const { t } = useTranslation("uploads");
  const reasonText = useReasonText(limits);
  const progress = useProgressText();
  const { reason, isRetrying, state, wasStored, existing } = item;
  const words = () => {
    if (reason) return reasonText(reason);
    if (state === "sending") return isRetrying ? t("states.retrying") : progress(item);
    if (state === "waiting" && isRetrying) return t("states.retrying");
    if (state === "stored" && wasStored) return t("states.wasStored");
    return t(`states.${state}`);
  };
  const notes = item.notes.map((note) =>
    note.kind === "case"
      ? t("notes.case", { other: showHidden(note.other) })
      : t(`notes.${note.kind}`),
  );
  const replacing = replaces(item) && existing ? [t("notes.replaces")] : [];
  return { state: words(), notes: [...replacing, ...notes] };
}

function useProgressText(): (item: UploadItem) => string {
  const { t, i18n } = useTranslation("uploads");
  return ({ sizeBytes, sentBytes, hashedBytes }) => {
    const percent = (bytes: number) =>
      formatExact(sizeBytes === 0 ? 100 : Math.floor((bytes / sizeBytes) * 100), i18n.language);
    return sentBytes === 0 && hashedBytes < sizeBytes
      ? t("states.hashing", { percent: percent(hashedBytes) })
      : t("states.sending", { percent: percent(sentBytes) });
  };
}

function useReasonText(limits: Limits | undefined): (reason: Reason) => string {
  const { t, i18n } = useTranslation("uploads");
  const describe = useProblemText();
  return (reason) => {
    if ("limit" in reason) {
      const format = reason.limit === "files" ? formatExact : formatBytes;
      const limit = format(limits?.[reason.limit] ?? 0, i18n.language);
      return t(`broken.${reason.limit}`, { limit });
    }
    if ("fault" in reason) {
      return t(`faults.${reason.fault}`, { ...PATH_LIMITS, other: showHidden(reason.other ?? "") });
    }
    if ("isChanged" in reason) return t("changed");
    const { title, detail, hint } = describe(reason.error);
    return [title, detail, hint].filter(Boolean).join(" · ");
  };
}

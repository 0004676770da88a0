import { useTranslation } from "react-i18next";
import { isProblem } from "#contract/problems.ts";

const REASONS = [
  "empty",
  "truncated",
  "wrong-format",
  "unsupported-version",
  "invalid",
  "too-large",
  "legacy-pickle",
  "not-a-zip",
  "broken",
  "unsupported",
] as const;

/** The reason of a `preview-unreadable` in the reader's words; undefined for other errors. */
export function useUnreadableText(): (error: unknown) => string | undefined {
  const { t } = useTranslation("previews-tensors");
  return (error) => {
    if (!isProblem(error, "preview-unreadable")) return undefined;
    const reason = REASONS.find((known) => known === error.extra["reason"]);
    return reason === undefined ? error.detail : t(`reasons.${reason}`);
  };
}

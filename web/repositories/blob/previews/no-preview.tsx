import { useTranslation } from "react-i18next";
import { MAX_PICTURE_PIXELS } from "#contract/repositories/preview-limits.ts";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { useSite } from "../../../app/session.ts";
import { formatBytes, formatCount, formatExact } from "../../../ui/format.ts";
import { NothingShown } from "./nothing-shown.tsx";

/** Why there is no preview of a file, as far as its name and size tell. */
export function NoPreview({ file }: { file: FileDetail }) {
  const { t, i18n } = useTranslation("repositories");
  const limit = useSite()?.limits.previewBytes ?? 0;
  const reason = t(`noPreviewReasons.${file.previewRefusal ?? "unsupported"}`, {
    limit: formatBytes(limit, i18n.language),
    width: formatExact(file.picture?.width ?? 0, i18n.language),
    height: formatExact(file.picture?.height ?? 0, i18n.language),
    pixels: formatCount(MAX_PICTURE_PIXELS, i18n.language),
  });
  return <NothingShown file={file} reason={reason} />;
}

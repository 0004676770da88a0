import { IconPhotoOff } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { contentHref } from "../../../app/addresses.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { formatExact } from "../../../ui/format.ts";
import classes from "../blob.module.css";
import { DownloadButton } from "./media/download-button.tsx";

/** A picture whose size the server knows, and below it that size. */
export function ImagePreview({ file }: { file: FileDetail }) {
  const { t, i18n } = useTranslation("previews-media");
  const [hasFailed, setHasFailed] = useState(false);
  const href = contentHref(addressOf(useAsset()), { revision: file.commit, path: file.path });
  if (hasFailed) {
    return (
      <EmptyState title={t("image.broken")} icon={IconPhotoOff}>
        <DownloadButton file={file} />
      </EmptyState>
    );
  }
  const { width, height } = file.picture ?? {};
  return (
    <figure className={classes.image}>
      <img
        src={href}
        alt={file.name}
        width={width}
        height={height}
        onError={() => setHasFailed(true)}
      />
      {file.picture ? (
        <figcaption>
          {t("image.size", {
            width: formatExact(file.picture.width, i18n.language),
            height: formatExact(file.picture.height, i18n.language),
          })}
        </figcaption>
      ) : null}
    </figure>
  );
}

import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Upload } from "#contract/repositories/repository.ts";
import { useQueryClient } from "@tanstack/react-query";
import { useChange } from "../../../app/gallery.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import { formatExact } from "../../../ui/format.ts";
import { useProblemToast } from "../../../ui/toast.ts";
import { Bytes, RelativeTime } from "../../../ui/values.tsx";
import type { UploadQueue } from "../queue/upload-queue.ts";
import { showHidden } from "../show-hidden.ts";
import classes from "../upload.module.css";
import { missingBytes } from "./earlier-uploads.ts";
import type { Remembered } from "./visit.ts";

type UnfinishedUploadsProps = { uploads: readonly Upload[]; folder: string; queue: UploadQueue };

/** What an earlier visit left: chosen again, a file goes on where it stopped. */
export function UnfinishedUploads({ uploads, folder, queue }: UnfinishedUploadsProps) {
  const { t } = useTranslation("uploads");
  if (uploads.length === 0) return null;
  return (
    <section className={classes.unfinished}>
      <h2 className={classes.unfinishedTitle}>{t("unfinished")}</h2>
      <p className={classes.unfinishedText}>{t("unfinishedText")}</p>
      <ul className={classes.unfinishedList}>
        {uploads.map((upload) => (
          <UnfinishedRow key={upload.id} upload={upload} folder={folder} queue={queue} />
        ))}
      </ul>
    </section>
  );
}

type RowProps = { upload: Upload } & Pick<UnfinishedUploadsProps, "folder" | "queue">;

function UnfinishedRow({ upload, folder, queue }: RowProps) {
  const { t, i18n } = useTranslation("uploads");
  const address = addressOf(useAsset());
  const onError = useProblemToast();
  const queryClient = useQueryClient();
  const discard = useChange("repositories.cancel-upload", {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["upload-visits"] }),
  });
  const { id, path, sizeBytes, state, createdAt } = upload;
  const received =
    sizeBytes === 0 ? 100 : Math.floor(((sizeBytes - missingBytes(upload)) / sizeBytes) * 100);
  const prefix = folder === "" ? "" : `${folder}/`;
  return (
    <li className={classes.unfinishedRow}>
      <div className={classes.unfinishedWords}>
        <bdi className={classes.name} title={showHidden(path)}>
          {showHidden(path)}
        </bdi>
        <span className={classes.state}>
          {state === "stored"
            ? t("notCommitted")
            : t("received", { percent: formatExact(received, i18n.language) })}{" "}
          · <Bytes value={sizeBytes} /> · <RelativeTime value={createdAt} />
        </span>
      </div>
      {state === "stored" && path.startsWith(prefix) ? (
        <Button
          size="xs"
          variant="default"
          onClick={() => queue.restore([rememberedOf(upload, path.slice(prefix.length))], folder)}
        >
          {t("take")}
        </Button>
      ) : null}
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        loading={discard.isPending}
        onClick={() => discard.mutate({ params: { ...address, upload: id } }, { onError })}
      >
        {t("discard")}
      </Button>
    </li>
  );
}

/** The server holds all its bytes: they need not be here. */
function rememberedOf({ id, sizeBytes, sha256, createdAt }: Upload, path: string): Remembered {
  return {
    path,
    sizeBytes,
    modifiedAt: Date.parse(createdAt),
    uploadId: id,
    sha256: sha256 ?? undefined,
    place: { uploadId: id },
  };
}

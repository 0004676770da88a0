import { Button, FileButton, Input } from "@mantine/core";
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { COVER } from "#contract/assets/cover.ts";
import { useChange } from "../../app/gallery.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { addressOf } from "../asset/use-asset.ts";
import { Cover } from "../cards/cover.tsx";
import { CropDialog } from "./crop-dialog.tsx";
import classes from "./face.module.css";
import { STALE_FACES } from "./stale-faces.ts";

/** The picture is read by this device alone; what is sent is the cover. */
const MAX_PICTURE_BYTES = 50_000_000;

/** PUB-9: the cover as lists show it, with the ways to another one or none. */
export function CoverField({ asset }: { asset: Asset }) {
  const { t } = useTranslation("face");
  const { picture, refusal, choose, close } = useChosenPicture();
  const set = useChange("assets.set-cover", {
    stale: STALE_FACES,
    onSuccess: () => {
      close();
      toast(t("coverSet"));
    },
  });
  const remove = useChange("assets.remove-cover", {
    stale: STALE_FACES,
    onSuccess: () => toast(t("coverRemoved")),
  });
  const params = addressOf(asset);
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    choose(event.dataTransfer.files[0] ?? null);
  };
  return (
    <Input.Wrapper
      label={t("cover")}
      description={t("coverText", { width: COVER.width, height: COVER.height })}
    >
      <div
        className={classes.cover}
        onDragOver={(event) => event.preventDefault()}
        onDrop={dropped}
      >
        <div className={classes.coverShown}>
          <Cover asset={asset} />
        </div>
        <div className={classes.coverDeeds}>
          <FileButton onChange={choose} accept={COVER.mediaTypes.join(",")}>
            {(props) => (
              <Button {...props} variant="default">
                {t("coverChoose")}
              </Button>
            )}
          </FileButton>
          {asset.coverUrl === null ? null : (
            <Button
              variant="subtle"
              color="gray"
              loading={remove.isPending}
              onClick={() => remove.mutate({ params })}
            >
              {t("coverRemove")}
            </Button>
          )}
        </div>
      </div>
      {refusal ? <Input.Error mt="xs">{t(refusal)}</Input.Error> : null}
      <ProblemAlert error={remove.error} />
      {picture ? (
        <CropDialog
          picture={picture}
          onClose={() => {
            close();
            set.reset();
          }}
          onCover={(body) => set.mutate({ params, body })}
          isRunning={set.isPending}
          error={set.error}
        />
      ) : null}
    </Input.Wrapper>
  );
}

type Refusal = "coverWrongType" | "coverTooLarge" | "coverUnreadable";

/** A picture of this device, opened; its memory is given back when it is no longer used. */
function useChosenPicture() {
  const [picture, setPicture] = useState<ImageBitmap | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const open = async (file: File) => {
    const refused = refusalOf(file);
    setRefusal(refused);
    if (refused) return;
    try {
      setPicture(await createImageBitmap(file));
    } catch {
      setRefusal("coverUnreadable");
    }
  };
  const choose = (file: File | null) => {
    if (file) void open(file);
  };
  const close = () => {
    picture?.close();
    setPicture(null);
  };
  return { picture, refusal, choose, close };
}

function refusalOf(file: File): Refusal | null {
  if (!COVER.mediaTypes.some((type) => type === file.type)) return "coverWrongType";
  return file.size > MAX_PICTURE_BYTES ? "coverTooLarge" : null;
}

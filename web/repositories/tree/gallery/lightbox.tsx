import { ActionIcon, Modal } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight, IconMusic, IconPhotoOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { MediaItem } from "#contract/repositories/media.ts";
import { contentHref, revisionHref } from "../../../app/addresses.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import { formatExact } from "../../../ui/format.ts";
import { PageLink } from "../../../ui/page-link.tsx";
import { Bytes } from "../../../ui/values.tsx";
import { Player } from "./audio-rows.tsx";
import classes from "./lightbox.module.css";

type LightboxProps = {
  items: readonly MediaItem[];
  /** Which one is shown; closed without it. */
  index: number | undefined;
  /** The reader's revision, and the commit whose bytes are shown. */
  place: { revision: string; commit: string };
  onIndex: (index: number) => void;
  onClose: () => void;
};

/** One picture or recording with all that is known of it; the arrow keys lead on. */
export function Lightbox({ items, index, place, onIndex, onClose }: LightboxProps) {
  const { t, i18n } = useTranslation("previews-media");
  const item = index === undefined ? undefined : items[index];
  const step = (by: number) => {
    if (index !== undefined && items[index + by]) onIndex(index + by);
  };
  useHotkeys([
    ["ArrowLeft", () => step(-1)],
    ["ArrowRight", () => step(1)],
  ]);
  if (index === undefined || item === undefined) return null;
  const position = t("gallery.position", {
    position: formatExact(index + 1, i18n.language),
    count: formatExact(items.length, i18n.language),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen
      title={`${item.name} · ${position}`}
      closeButtonProps={{ "aria-label": t("gallery.close") }}
      classNames={{ content: classes.content ?? "", body: classes.body ?? "" }}
    >
      <ActionIcon
        variant="subtle"
        color="gray"
        size="xl"
        className={classes.previous}
        aria-label={t("gallery.previous")}
        disabled={index === 0}
        onClick={() => step(-1)}
      >
        <IconChevronLeft />
      </ActionIcon>
      <div className={classes.stage}>
        <Shown key={item.path} item={item} commit={place.commit} />
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="xl"
        className={classes.next}
        aria-label={t("gallery.next")}
        disabled={index === items.length - 1}
        onClick={() => step(1)}
      >
        <IconChevronRight />
      </ActionIcon>
      <Facts item={item} revision={place.revision} />
    </Modal>
  );
}

function Shown({ item, commit }: { item: MediaItem; commit: string }) {
  const { t } = useTranslation("previews-media");
  const address = addressOf(useAsset());
  if (item.type === "audio") {
    return (
      <div className={classes.audio}>
        <IconMusic size={64} stroke={1.2} aria-hidden="true" />
        <Player item={item} commit={commit} />
      </div>
    );
  }
  if (item.refusal !== null) {
    return (
      <p className={classes.refusal}>
        <IconPhotoOff size={40} stroke={1.3} aria-hidden="true" />
        {t(`gallery.refusals.${item.refusal}`)}
      </p>
    );
  }
  return <img src={contentHref(address, { revision: commit, path: item.path })} alt={item.name} />;
}

function Facts({ item, revision }: { item: MediaItem; revision: string }) {
  const { t, i18n } = useTranslation("previews-media");
  const address = addressOf(useAsset());
  return (
    <div className={classes.facts}>
      <p className={classes.path}>
        <PageLink
          href={revisionHref(address, "blob", { revision, path: item.path })}
          aria-label={t("gallery.file")}
        >
          {item.path}
        </PageLink>
        <Bytes value={item.sizeBytes} />
        {item.picture ? (
          <span>
            {t("image.size", {
              width: formatExact(item.picture.width, i18n.language),
              height: formatExact(item.picture.height, i18n.language),
            })}
          </span>
        ) : null}
      </p>
      {item.label !== null || item.fields.length > 0 ? (
        <dl className={classes.fields}>
          {item.label === null ? null : (
            <>
              <dt>{t("gallery.label")}</dt>
              <dd>{item.label}</dd>
            </>
          )}
          {item.fields.map(({ name, value }) => (
            <div key={name} className={classes.field}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </div>
  );
}

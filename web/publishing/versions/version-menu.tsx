import { ActionIcon, Menu } from "@mantine/core";
import {
  IconDots,
  IconEdit,
  IconEye,
  IconEyeOff,
  IconRefresh,
  IconTrash,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Version } from "#contract/publishing/version.ts";
import { useChange } from "../../app/gallery.ts";
import { addressOf } from "../../assets/asset/use-asset.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { toast, useProblemToast } from "../../ui/toast.ts";
import { EditVersionDialog } from "./edit-version-dialog.tsx";
import { STALE_AFTER_VERSION } from "./use-versions.ts";

const MOVES = {
  offline: "publishing.take-version-offline",
  online: "publishing.bring-version-online",
  discard: "publishing.discard-version",
} as const;
type Move = keyof typeof MOVES;

type VersionProps = { asset: Asset; version: Version };

/** What this viewer may do with a version; nothing for who may do nothing. */
export function VersionMenu({ asset, version }: VersionProps) {
  const { t } = useTranslation("versions");
  const [asked, setAsked] = useState<Move | "edit" | null>(null);
  const retry = useRetry({ asset, version });
  const { abilities, number } = version;
  const close = () => setAsked(null);
  if (!Object.values(abilities).some(Boolean)) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={t("manage", { number })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {abilities.edit ? (
            <Menu.Item leftSection={<IconEdit size={15} />} onClick={() => setAsked("edit")}>
              {t("edit.action")}
            </Menu.Item>
          ) : null}
          {abilities.retry ? (
            <Menu.Item leftSection={<IconRefresh size={15} />} onClick={retry}>
              {t("retry")}
            </Menu.Item>
          ) : null}
          {abilities.bringOnline ? (
            <Menu.Item leftSection={<IconEye size={15} />} onClick={() => setAsked("online")}>
              {t("online.action")}
            </Menu.Item>
          ) : null}
          {version.status === "available" ? (
            <Menu.Item
              leftSection={<IconEyeOff size={15} />}
              disabled={!abilities.takeOffline}
              onClick={() => setAsked("offline")}
            >
              {t(abilities.takeOffline ? "offline.action" : "offline.last")}
            </Menu.Item>
          ) : null}
          {abilities.discard ? (
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={15} />}
              onClick={() => setAsked("discard")}
            >
              {t("discard.action")}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {asked === "edit" ? (
        <EditVersionDialog asset={asset} version={version} onClose={close} />
      ) : null}
      {asked !== null && asked !== "edit" ? (
        <MoveDialog asset={asset} version={version} move={asked} onClose={close} />
      ) : null}
    </>
  );
}

function useRetry({ asset, version: { number } }: VersionProps): () => void {
  const onError = useProblemToast();
  const retry = useChange("publishing.retry-version", { stale: STALE_AFTER_VERSION });
  return () => retry.mutate({ params: { ...addressOf(asset), number } }, { onError });
}

type MoveDialogProps = VersionProps & { move: Move; onClose: () => void };

/** PUB-6: says what it means for others before it is done. */
function MoveDialog({ asset, version: { number }, move, onClose }: MoveDialogProps) {
  const { t } = useTranslation("versions");
  const change = useChange(MOVES[move], {
    stale: STALE_AFTER_VERSION,
    onSuccess: () => {
      toast(t(`${move}.done`, { number }));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t(`${move}.title`, { number })}
      action={t(`${move}.action`)}
      isDangerous={move !== "online"}
      isRunning={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({ params: { ...addressOf(asset), number } })}
    >
      {t(`${move}.text`, { number })}
    </ConfirmDialog>
  );
}

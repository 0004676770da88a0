import { ActionIcon, Menu } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import {
  IconDots,
  IconEye,
  IconEyeOff,
  IconFlag,
  IconLink,
  IconPencil,
  IconTrash,
  IconTrashX,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AssetComment } from "#contract/community/comment.ts";
import { useAccount } from "../../app/session.ts";
import { toast } from "../../ui/toast.ts";
import { ReportDialog } from "../reports/report-dialog.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";
import { ModerationDialog } from "./moderation-dialog.tsx";
import classes from "./comments.module.css";
import { useCommentHref, useCommentsPlace } from "./use-comments-place.ts";

type Dialog = "delete" | "hide" | "show" | "remove" | "report";
type CommentMenuProps = { comment: AssetComment; onEdit: () => void };

/** What its author, a moderator, or anybody may do with a comment beside answering it. */
export function CommentMenu({ comment, onEdit }: CommentMenuProps) {
  const { t } = useTranslation("comments");
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  const place = useCommentsPlace();
  const { edit, delete: mayDelete, moderate } = comment.abilities;
  const account = useAccount();
  const canReport = Boolean(account) && comment.state === "shown" && !mayDelete;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            className={classes.menu ?? ""}
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t("actions")}
          >
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <CopyLink id={comment.id} />
          {edit ? (
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
              {t("edit")}
            </Menu.Item>
          ) : null}
          {mayDelete ? (
            <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => setDialog("delete")}>
              {t("delete.action")}
            </Menu.Item>
          ) : null}
          {moderate ? <ModeratorItems state={comment.state} onChoose={setDialog} /> : null}
          {canReport ? (
            <Menu.Item leftSection={<IconFlag size={16} />} onClick={() => setDialog("report")}>
              {t("report")}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {dialog === "delete" ? <DeleteDialog comment={comment} onClose={close} /> : null}
      {dialog === "hide" || dialog === "remove" || dialog === "show" ? (
        <ModerationDialog comment={comment} action={dialog} onClose={close} />
      ) : null}
      {dialog === "report" ? (
        <ReportDialog target={{ type: "comment", ...place, comment: comment.id }} onClose={close} />
      ) : null}
    </>
  );
}

function CopyLink({ id }: { id: string }) {
  const { t } = useTranslation("comments");
  const { copy } = useClipboard();
  const href = useCommentHref(id);
  return (
    <Menu.Item
      leftSection={<IconLink size={16} />}
      onClick={() => {
        copy(window.location.origin + href);
        toast(t("linkCopied"));
      }}
    >
      {t("copyLink")}
    </Menu.Item>
  );
}

type ModeratorItemsProps = {
  state: AssetComment["state"];
  onChoose: (dialog: Dialog) => void;
};

function ModeratorItems({ state, onChoose }: ModeratorItemsProps) {
  const { t } = useTranslation("comments");
  return (
    <>
      <Menu.Divider />
      {state === "hidden" ? (
        <Menu.Item leftSection={<IconEye size={16} />} onClick={() => onChoose("show")}>
          {t("reveal")}
        </Menu.Item>
      ) : (
        <Menu.Item leftSection={<IconEyeOff size={16} />} onClick={() => onChoose("hide")}>
          {t("hide.action")}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconTrashX size={16} />} onClick={() => onChoose("remove")}>
        {t("remove.action")}
      </Menu.Item>
    </>
  );
}

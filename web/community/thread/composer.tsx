import { Alert, Button } from "@mantine/core";
import { IconCircleCheck, IconRotate } from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Discussion } from "#contract/community/discussion.ts";
import { useCall, useChange } from "../../app/gallery.ts";
import { useAccount } from "../../app/session.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "../community.module.css";
import { STALE_AFTER_WRITING } from "../stale-answers.ts";
import { isSendable, MarkdownField } from "../writing/markdown-field.tsx";
import { useDraft } from "../writing/use-draft.ts";
import { WriteProblem } from "../writing/write-problem.tsx";
import { useThreadAddress } from "./use-thread.ts";

/** Where the next words are written, and the thread is closed or opened again. */
export function Composer({ discussion }: { discussion: Discussion }) {
  const { t } = useTranslation(["community", "app"]);
  const account = useAccount();
  const asset = useAsset();
  const { data: board } = useCall("community.get-board", { params: addressOf(asset) });
  const here = useLocation({ select: (location) => location.href });
  if (account === null) {
    return (
      <div className={classes.signIn}>
        <span>{t("editor.signInText")}</span>
        <Button component={PageLink} href={`/login?next=${encodeURIComponent(here)}`}>
          {t("app:signIn")}
        </Button>
      </div>
    );
  }
  return (
    <>
      {board?.isOpen === false ? (
        <Alert color="gray" title={t("off.title")}>
          {t("off.text")}
        </Alert>
      ) : null}
      <Writing key={`${asset.fullName}#${discussion.num}`} discussion={discussion} />
    </>
  );
}

function Writing({ discussion }: { discussion: Discussion }) {
  const { t } = useTranslation("community");
  const asset = useAsset();
  const params = useThreadAddress();
  const draft = useDraft(`${asset.kind} ${asset.fullName}#${discussion.num}`);
  const sent = { stale: STALE_AFTER_WRITING, onSuccess: draft.forget };
  const comment = useChange("community.add-comment", sent);
  const change = useChange("community.change-discussion-status", sent);
  const { abilities, status } = discussion;
  const text = draft.text.trim();
  const isReady = isSendable(draft.text);
  const send = () => {
    change.reset();
    if (isReady) comment.mutate({ params, body: { body: text } });
  };
  const move = (next: "open" | "closed") => {
    comment.reset();
    const words = text === "" || !abilities.comment ? {} : { comment: text };
    change.mutate(
      { params, body: { status: next, ...words } },
      {
        onSuccess: () => toast(t(next === "closed" ? "thread.closedDone" : "thread.reopenedDone")),
      },
    );
  };
  if (!abilities.comment && !abilities.changeStatus) return null;
  return (
    <form className={classes.form} onSubmit={(event) => event.preventDefault()}>
      {abilities.comment ? (
        <MarkdownField
          label={t("editor.label")}
          placeholder={t("editor.placeholder")}
          value={draft.text}
          onChange={draft.setText}
          onSubmit={send}
        />
      ) : null}
      <WriteProblem error={comment.error ?? change.error} />
      <div className={classes.formEnd}>
        <span className={classes.keys}>{abilities.comment ? t("editor.keys") : null}</span>
        <div className={classes.actions}>
          {abilities.changeStatus ? (
            <StatusButton
              status={status}
              hasWords={text !== "" && abilities.comment}
              isRunning={change.isPending}
              onMove={move}
            />
          ) : null}
          {abilities.comment ? (
            <Button disabled={!isReady} loading={comment.isPending} onClick={send}>
              {t("editor.send")}
            </Button>
          ) : null}
        </div>
      </div>
    </form>
  );
}

type StatusButtonProps = {
  status: Discussion["status"];
  hasWords: boolean;
  isRunning: boolean;
  onMove: (next: "open" | "closed") => void;
};

function StatusButton({ status, hasWords, isRunning, onMove }: StatusButtonProps) {
  const { t } = useTranslation("community");
  const isClosed = status === "closed";
  const action = isClosed ? "reopen" : "close";
  const Icon = isClosed ? IconRotate : IconCircleCheck;
  return (
    <Button
      variant="default"
      leftSection={<Icon size={16} />}
      loading={isRunning}
      onClick={() => onMove(isClosed ? "open" : "closed")}
    >
      {t(hasWords ? `thread.${action}With` : `thread.${action}`)}
    </Button>
  );
}

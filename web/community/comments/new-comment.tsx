import { Alert, Button } from "@mantine/core";
import { IconMailOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useCall, useChange } from "../../app/gallery.ts";
import { useAccount } from "../../app/session.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import community from "../community.module.css";
import { CommentForm } from "./comment-form.tsx";
import { useCommentsPlace } from "./use-comments-place.ts";
import { useLoginHref } from "./use-login-href.ts";

/** Where something is said about an asset; visitors are asked to sign in. */
export function NewComment({ onPosted }: { onPosted: () => void }) {
  const { t } = useTranslation(["comments", "app"]);
  const account = useAccount();
  const loginHref = useLoginHref();
  if (account === undefined) return null;
  if (loginHref !== null) {
    return (
      <div className={community.signIn}>
        <span>{t("write.signIn")}</span>
        <Button component={PageLink} href={loginHref}>
          {t("app:signIn")}
        </Button>
      </div>
    );
  }
  return (
    <WithMailedNotices>
      <Writing onPosted={onPosted} />
    </WithMailedNotices>
  );
}

function Writing({ onPosted }: { onPosted: () => void }) {
  const { t } = useTranslation("comments");
  const { kind, owner, name } = useCommentsPlace();
  return (
    <CommentForm
      draft={`comment on ${kind} ${owner}/${name}`}
      label={t("write.label")}
      placeholder={t("write.placeholder")}
      action={t("write.send")}
      onPosted={() => {
        toast(t("write.done"));
        onPosted();
      }}
    />
  );
}

/** ACC-5: who has switched mails off is offered to switch them on, in the place of the form. */
export function WithMailedNotices({ children }: { children: ReactNode }) {
  const { t } = useTranslation("comments");
  const { data } = useCall("accounts.get-notice-settings");
  const save = useChange("accounts.set-notice-settings", {
    stale: ["accounts.get-notice-settings"],
  });
  if (data?.mailsNotices !== false) return children;
  return (
    <Alert color="orange" icon={<IconMailOff size={18} />} title={t("write.mailsOffTitle")}>
      <p>{t("write.mailsOffText")}</p>
      <ProblemAlert error={save.error} />
      <Button
        size="xs"
        loading={save.isPending}
        onClick={() => save.mutate({ body: { mailsNotices: true } })}
      >
        {t("write.mailsOn")}
      </Button>
    </Alert>
  );
}

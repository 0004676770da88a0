import { Badge, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconTrash } from "@tabler/icons-react";
import { Trans, useTranslation } from "react-i18next";
import type { DraftSummary } from "#contract/community/article.ts";
import { useChange } from "../../../app/gallery.ts";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { PageLink } from "../../../ui/page-link.tsx";
import { RelativeTime } from "../../../ui/values.tsx";
import { forgetLocally } from "../editor/local-copy.ts";
import classes from "./drafts.module.css";

export function DraftRow({ draft }: { draft: DraftSummary }) {
  const { t } = useTranslation("articles");
  const title = draft.title || t("drafts.untitled");
  const isEdit = draft.article !== null && draft.article.state !== "draft";
  const href = `/new/article/${draft.id}`;
  return (
    <li className={classes.row}>
      <div className={classes.names}>
        <PageLink href={href} className={classes.title}>
          {title}
        </PageLink>
        <span className={classes.quiet}>
          <Trans
            t={t}
            i18nKey="drafts.changed"
            components={{ time: <RelativeTime value={draft.updatedAt} /> }}
          />
          {isEdit ? (
            <Badge variant="light" size="sm" ml="xs">
              {t("drafts.ofArticle")}
            </Badge>
          ) : null}
        </span>
      </div>
      <Button component={PageLink} href={href} variant="default" size="xs">
        {t("drafts.open")}
      </Button>
      <DeleteDraft draft={draft} title={title} isEdit={isEdit} />
    </li>
  );
}

type DeleteDraftProps = { draft: DraftSummary; title: string; isEdit: boolean };

function DeleteDraft({ draft, title, isEdit }: DeleteDraftProps) {
  const { t } = useTranslation("articles");
  const [isOpen, dialog] = useDisclosure(false);
  const remove = useChange("community.delete-article-draft", {
    stale: ["community.list-article-drafts"],
    onSuccess: () => {
      forgetLocally(draft.id);
      dialog.close();
    },
  });
  return (
    <>
      <Button
        variant="subtle"
        color="red"
        size="xs"
        leftSection={<IconTrash size={14} />}
        onClick={dialog.open}
      >
        {t("drafts.delete")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={dialog.close}
        title={t("drafts.deleteTitle")}
        action={t("drafts.deleteAction")}
        isDangerous
        isRunning={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params: { draft: draft.id } })}
      >
        {t(isEdit ? "drafts.deleteTextArticle" : "drafts.deleteText", { title })}
      </ConfirmDialog>
    </>
  );
}

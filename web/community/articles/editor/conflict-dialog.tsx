import { Button, Group, Modal, Skeleton, Stack, Text, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { callOptions } from "../../../app/gallery.ts";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { formatRelative } from "../../../ui/format.ts";
import { ProblemAlert } from "../../../ui/problem-alert.tsx";
import { useNow } from "../../../ui/use-now.ts";
import classes from "./editor.module.css";
import type { DraftInWork } from "./use-article-draft.ts";

/** Two windows wrote into one draft: both texts are shown, and neither is lost unawares. */
export function ConflictDialog({ draft, onTaken }: { draft: DraftInWork; onTaken: () => void }) {
  const { t } = useTranslation("articles");
  const isOpen = draft.state === "conflict";
  return (
    <Modal
      opened={isOpen}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t("conflict.title")}
      size="xl"
      centered
    >
      {isOpen ? <Choice draft={draft} onTaken={onTaken} /> : null}
    </Modal>
  );
}

function Choice({ draft, onTaken }: { draft: DraftInWork; onTaken: () => void }) {
  const { t, i18n } = useTranslation("articles");
  const now = useNow();
  const theirs = useQuery({
    ...callOptions("community.get-article-draft", { params: { draft: draft.id } }),
    refetchOnMount: "always",
  });
  const isFresh = theirs.data !== undefined && theirs.data.revision !== draft.saved.revision;
  if (!isFresh) {
    return (
      <Stack>
        <ProblemAlert error={theirs.error} />
        <Skeleton height={180} />
      </Stack>
    );
  }
  const other = theirs.data;
  const time = formatRelative(Date.parse(other.updatedAt), now, i18n.language);
  return (
    <Stack>
      <Text>{t("conflict.text", { time })}</Text>
      <div className={classes.versions}>
        <Version title={t("conflict.theirs")} name={other.title} body={other.body} />
        <Version title={t("conflict.mine")} name={draft.text.title} body={draft.text.body} />
      </div>
      <Group justify="flex-end">
        <CopyButton value={draft.text.body} label={t("conflict.copyMine")} />
        <Button
          variant="default"
          onClick={() => {
            draft.takeTheirs(other);
            onTaken();
          }}
        >
          {t("conflict.takeTheirs")}
        </Button>
        <Button onClick={() => void draft.save({ revision: other.revision })}>
          {t("conflict.keepMine")}
        </Button>
      </Group>
    </Stack>
  );
}

function Version({ title, name, body }: { title: string; name: string; body: string }) {
  return (
    <Textarea
      label={title}
      classNames={{ input: classes.version ?? "" }}
      value={[name, body].filter(Boolean).join("\n\n")}
      readOnly
      rows={14}
    />
  );
}

import { Alert, Button, Group } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatRelative } from "../../../ui/format.ts";
import { useNow } from "../../../ui/use-now.ts";
import { findLocally, forgetLocally } from "./local-copy.ts";
import { isSaved, textOf } from "./text-of-draft.ts";
import type { DraftInWork } from "./use-article-draft.ts";

/** Words that an earlier window could not save any more are offered, and not put in unasked. */
export function RestoreNotice({
  draft,
  onRestored,
}: {
  draft: DraftInWork;
  onRestored: () => void;
}) {
  const { t, i18n } = useTranslation("articles");
  const now = useNow();
  const [copy, setCopy] = useState(() => {
    const kept = findLocally(draft.id);
    return kept === null || isSaved(kept.text, draft.saved) ? null : kept;
  });
  if (copy === null) return null;
  return (
    <Alert icon={<IconHistory size={18} />} title={t("restore.title")}>
      <p>{t("restore.text", { time: formatRelative(copy.at, now, i18n.language) })}</p>
      <Group gap="sm" mt="sm">
        <Button
          size="xs"
          onClick={() => {
            draft.change(textOf(copy.text));
            setCopy(null);
            onRestored();
          }}
        >
          {t("restore.use")}
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            forgetLocally(draft.id);
            setCopy(null);
          }}
        >
          {t("restore.drop")}
        </Button>
      </Group>
    </Alert>
  );
}

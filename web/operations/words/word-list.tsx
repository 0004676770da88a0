import { Button, Checkbox } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SensitiveWord } from "#contract/operations/word.ts";
import { useChange } from "../../app/gallery.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { toast } from "../../ui/toast.ts";
import { RelativeTime } from "../../ui/values.tsx";
import classes from "../console.module.css";

/** Of one removal, as the server takes them. */
const REMOVED_AT_ONCE = 1000;

/** Words to choose from, and what becomes of the chosen. */
export function WordList({ words, total }: { words: SensitiveWord[]; total: number }) {
  const { t } = useTranslation("console");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const shown = words.filter(({ id }) => chosen.has(id)).slice(0, REMOVED_AT_ONCE);
  const choose = (ids: string[], isChosen: boolean) => {
    const next = new Set(chosen);
    for (const id of ids)
      if (isChosen) next.add(id);
      else next.delete(id);
    setChosen(next);
  };
  return (
    <>
      <div className={classes.bar}>
        <Checkbox
          className={classes.grow ?? ""}
          label={t("words.total", { count: total })}
          aria-label={t("words.chooseAll")}
          checked={shown.length === words.length}
          indeterminate={shown.length > 0 && shown.length < words.length}
          onChange={(event) =>
            choose(
              words.map(({ id }) => id),
              event.currentTarget.checked,
            )
          }
        />
        <RemoveButton words={shown} />
      </div>
      <ul className={classes.rows}>
        {words.map(({ id, word, addedBy, createdAt }) => (
          <li key={id} className={classes.row}>
            <Checkbox
              className={classes.grow ?? ""}
              label={word}
              checked={chosen.has(id)}
              onChange={(event) => choose([id], event.currentTarget.checked)}
            />
            <span className={classes.facts}>
              {addedBy ? <span>{addedBy.nickname || addedBy.name}</span> : null}
              <RelativeTime value={createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function RemoveButton({ words }: { words: SensitiveWord[] }) {
  const { t } = useTranslation("console");
  const [isOpen, dialog] = useDisclosure(false);
  const remove = useChange("operations.remove-words", {
    stale: ["operations.list-words"],
    onSuccess: ({ removed }) => {
      toast(t("words.removed", { count: removed }));
      dialog.close();
    },
  });
  const count = words.length;
  return (
    <>
      <Button variant="default" disabled={count === 0} onClick={dialog.open}>
        {t("words.remove", { count })}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={dialog.close}
        title={t("words.remove", { count })}
        action={t("words.remove", { count })}
        isDangerous
        isRunning={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ body: { ids: words.map(({ id }) => id) } })}
      >
        {t("words.removeText")}
      </ConfirmDialog>
    </>
  );
}

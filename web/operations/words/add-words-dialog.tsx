import { Button, FileButton, Group, Modal, Stack, Textarea } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useChange } from "../../app/gallery.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast, useProblemToast } from "../../ui/toast.ts";

/** As the server takes them; a file of so many words has less than these bytes. */
const WORDS_AT_ONCE = 10_000;
const FILE_BYTES = 4_000_000;

type AddWordsDialogProps = { isOpen: boolean; onClose: () => void };

export function AddWordsDialog({ isOpen, onClose }: AddWordsDialogProps) {
  const { t } = useTranslation("console");
  return (
    <Modal opened={isOpen} onClose={onClose} title={t("words.add")} size="lg" centered>
      <AddWordsForm onClose={onClose} />
    </Modal>
  );
}

/** One word on each line, typed, pasted or from a file. */
function AddWordsForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["console", "app"]);
  const [text, setText] = useState("");
  const onError = useProblemToast();
  const add = useChange("operations.add-words", {
    stale: ["operations.list-words"],
    onSuccess: ({ added, known }) => {
      toast(t("words.added", { count: added, known }));
      onClose();
    },
  });
  const words = text.split("\n").flatMap((line) => line.trim() || []);
  const isTooMany = words.length > WORDS_AT_ONCE;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (words.length > 0 && !isTooMany) add.mutate({ body: { words } });
  };
  const readFile = async (file: File | null) => {
    if (file === null) return;
    if (file.size > FILE_BYTES) throw new Error(t("words.fileTooLarge"));
    setText(await file.text());
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Textarea
          label={t("words.oneEach")}
          description={t("words.oneEachText")}
          rows={12}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={isTooMany ? t("words.tooMany", { count: WORDS_AT_ONCE }) : undefined}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
        <ProblemAlert error={add.error} />
        <Group justify="space-between" gap="sm">
          <FileButton
            accept="text/plain,.txt,.csv"
            onChange={(file) => void readFile(file).catch(onError)}
          >
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconFileImport size={16} />}>
                {t("words.import")}
              </Button>
            )}
          </FileButton>
          <Button type="submit" disabled={words.length === 0 || isTooMany} loading={add.isPending}>
            {t("words.addCount", { count: words.length })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

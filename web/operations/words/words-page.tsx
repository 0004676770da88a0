import { Button, Skeleton, TextInput } from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { IconBlockquote, IconDownload, IconPlus, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useListCall } from "../../app/gallery.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import classes from "../console.module.css";
import { AddWordsDialog } from "./add-words-dialog.tsx";
import { WordList } from "./word-list.tsx";

const EXPORT_HREF = "/api/v1/console/words/export";
const TYPING_MS = 250;

/** ACC-7, PLT-4: the words that names, descriptions and comments must not hold. */
export function WordsPage() {
  const { t } = useTranslation("console");
  const [isOpen, dialog] = useDisclosure(false);
  const [words, setWords] = useState("");
  const [q] = useDebouncedValue(words.trim(), TYPING_MS);
  usePageTitle(t("words.title"));
  return (
    <>
      <PageHeader
        title={t("words.title")}
        description={t("words.text")}
        actions={
          <>
            <Button
              component="a"
              href={EXPORT_HREF}
              download
              variant="default"
              leftSection={<IconDownload size={16} />}
            >
              {t("words.export")}
            </Button>
            <Button leftSection={<IconPlus size={16} />} onClick={dialog.open}>
              {t("words.add")}
            </Button>
          </>
        }
      />
      <div className={classes.toolbar}>
        <TextInput
          className={classes.grow ?? ""}
          aria-label={t("words.find")}
          placeholder={t("words.find")}
          leftSection={<IconSearch size={16} />}
          value={words}
          maxLength={200}
          spellCheck={false}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </div>
      <Found q={q} />
      <AddWordsDialog isOpen={isOpen} onClose={dialog.close} />
    </>
  );
}

function Found({ q }: { q: string }) {
  const { t } = useTranslation("console");
  const list = useListCall("operations.list-words", { query: { limit: 100, ...(q && { q }) } });
  const items = list.data?.pages.flatMap((page) => page.items);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!items) return <Skeleton height={220} radius="lg" />;
  if (items.length === 0) {
    return (
      <EmptyState
        title={t(q === "" ? "words.none" : "words.noMatch")}
        description={t(q === "" ? "words.noneText" : "words.noMatchText")}
        icon={IconBlockquote}
      />
    );
  }
  const total = list.data?.pages.at(-1)?.total ?? items.length;
  return (
    <>
      <WordList words={items} total={total} />
      <LoadMore {...list} />
    </>
  );
}

import { Button, Select } from "@mantine/core";
import { IconArrowLeft, IconDeviceFloppy, IconSend } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ArticleDraft } from "#contract/community/article.ts";
import type { Address } from "#contract/fields.ts";
import { DESCRIPTION_MAX, TITLE_MAX } from "#contract/publishing/kind-rules.ts";
import { LANGUAGES } from "#contract/taxonomies/languages.ts";
import { termName } from "#contract/taxonomies/term.ts";
import { UnsavedGuard } from "../../../assets/card-editor/unsaved-guard.tsx";
import { CountedInput } from "../../../ui/counted-text.tsx";
import { PageLink } from "../../../ui/page-link.tsx";
import { ProblemAlert } from "../../../ui/problem-alert.tsx";
import { Attachments } from "./attachments.tsx";
import { CategoryField } from "./category-field.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import classes from "./editor.module.css";
import type { EditorHandle } from "./editor-handle.ts";
import { PublishDialog } from "./publish-dialog.tsx";
import { RestoreNotice } from "./restore-notice.tsx";
import { SaveLine } from "./save-line.tsx";
import { useArticleDraft } from "./use-article-draft.ts";
import { useArticleFiles } from "./use-article-files.ts";
import { WritingArea } from "./writing-area.tsx";

/** COM-3: where an article is written. */
export function ArticleEditor({ draft: loaded }: { draft: ArticleDraft }) {
  const { t, i18n } = useTranslation("articles");
  const draft = useArticleDraft(loaded);
  const [isPublishing, setIsPublishing] = useState(false);
  /** Counts texts that came from elsewhere: the editor opens anew with them. */
  const [opened, setOpened] = useState(0);
  const editor = useRef<EditorHandle>(null);
  /** With what was typed a moment ago. */
  const saveNow = () => {
    const written = editor.current?.flush() ?? null;
    if (written === null) return draft.save();
    draft.change({ body: written });
    return draft.save({ text: { ...draft.text, body: written } });
  };
  const files = useArticleFiles({
    draft: draft.id,
    save: saveNow,
    onDraft: draft.note,
    onPicture: (picture) => editor.current?.insertPicture(picture),
  });
  useSaveKey(saveNow);
  const { text, saved } = draft;
  const isEdit = saved.article !== null && saved.article.state !== "draft";
  return (
    <div className={classes.page}>
      <UnsavedGuard isActive={draft.isDirty} />
      <ConflictDialog draft={draft} onTaken={() => setOpened((count) => count + 1)} />
      <header className={classes.bar}>
        <Button
          component={PageLink}
          href="/new/article"
          variant="subtle"
          color="gray"
          leftSection={<IconArrowLeft size={16} />}
        >
          {t("editor.back")}
        </Button>
        <SaveLine draft={draft} />
        <span className={classes.barEnd}>
          <Button
            variant="default"
            leftSection={<IconDeviceFloppy size={16} />}
            disabled={!draft.isDirty}
            loading={draft.state === "saving"}
            onClick={() => void saveNow()}
          >
            {t("editor.saveNow")}
          </Button>
          <Button
            leftSection={<IconSend size={16} />}
            onClick={() => void saveNow().then((isDone) => setIsPublishing(isDone))}
          >
            {t(isEdit ? "editor.publishChanges" : "editor.publish")}
          </Button>
        </span>
      </header>
      <RestoreNotice draft={draft} onRestored={() => setOpened((count) => count + 1)} />
      {draft.state === "failed" ? <ProblemAlert error={draft.error} /> : null}
      <CountedInput
        classNames={{ input: classes.title ?? "" }}
        label={t("editor.name")}
        placeholder={t("editor.namePlaceholder")}
        max={TITLE_MAX}
        value={text.title}
        onChange={(event) => draft.change({ title: event.currentTarget.value })}
      />
      <CountedInput
        label={t("editor.summary")}
        placeholder={t("editor.summaryPlaceholder")}
        max={DESCRIPTION_MAX}
        value={text.summary}
        onChange={(event) => draft.change({ summary: event.currentTarget.value })}
      />
      <div className={classes.choices}>
        <CategoryField value={text.category} onChange={(category) => draft.change({ category })} />
        <Select
          label={t("editor.language")}
          placeholder={t("editor.languagePlaceholder")}
          data={LANGUAGES.map((term) => ({
            value: term.id,
            label: termName(term, i18n.language),
          }))}
          value={text.language === "" ? null : text.language}
          onChange={(language) => draft.change({ language: language ?? "" })}
          searchable
          clearable
        />
      </div>
      <WritingArea
        key={opened}
        ref={editor}
        markdown={text.body}
        address={addressOfDraft(saved)}
        onChange={(body) => draft.change({ body })}
        onFiles={files.add}
      />
      <Attachments
        draft={draft}
        inWork={files.files}
        onFiles={files.add}
        onDismiss={files.dismiss}
      />
      {isPublishing ? <PublishDialog draft={draft} onClose={() => setIsPublishing(false)} /> : null}
    </div>
  );
}

function addressOfDraft({ article }: ArticleDraft): Address | null {
  return article && { kind: "article", owner: article.owner, name: article.name };
}

/** Ctrl or ⌘ with S, as everywhere else. */
function useSaveKey(save: () => Promise<boolean>): void {
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void latest.current();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

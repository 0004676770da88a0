import { Alert, SegmentedControl, Skeleton } from "@mantine/core";
import { IconMarkdown } from "@tabler/icons-react";
import { lazy, type Ref, Suspense, useImperativeHandle, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ARTICLE_LIMITS } from "#contract/community/article-rules.ts";
import type { Address } from "#contract/fields.ts";
import { codePoints } from "#contract/names.ts";
import { repositoryUrls } from "../../../assets/asset/repository-urls.ts";
import { formatExact } from "../../../ui/format.ts";
import { MarkdownText } from "../../../ui/markdown/markdown.tsx";
import { countWords } from "./count-words.ts";
import classes from "./editor.module.css";
import type { EditorHandle } from "./editor-handle.ts";
import { MarkdownEditor } from "./markdown-editor.tsx";
import { rememberMode, useWritingMode, WRITING_MODES, type WritingMode } from "./writing-mode.ts";

const RichEditor = lazy(async () => ({
  default: (await import("./rich-editor.tsx")).RichEditor,
}));

type WritingAreaProps = {
  ref: Ref<EditorHandle>;
  markdown: string;
  /** Where the pictures of the text lie; null before the first. */
  address: Address | null;
  onChange: (markdown: string) => void;
  onFiles: (files: File[]) => boolean;
};

/** COM-3: one text, written as rich text or as Markdown, and how it will look. */
export function WritingArea({ ref, markdown, address, onChange, onFiles }: WritingAreaProps) {
  const { t, i18n } = useTranslation("articles");
  const { mode, setMode, isKeptMarkdown } = useWritingMode(markdown);
  const open = useRef<EditorHandle>(null);
  useImperativeHandle(ref, () => ({
    flush: () => open.current?.flush() ?? null,
    insertPicture: (picture) => open.current?.insertPicture(picture),
    focus: () => open.current?.focus(),
  }));
  const urls = address === null ? null : repositoryUrls(address, { revision: "main", folder: "" });
  const choose = (next: WritingMode) => {
    const written = open.current?.flush() ?? null;
    if (written !== null) onChange(written);
    rememberMode(next);
    void setMode(next, written ?? markdown);
  };
  const used = codePoints(markdown);
  const { words, minutes } = countWords(markdown);
  return (
    <div className={classes.writing}>
      <div className={classes.modes}>
        <SegmentedControl
          size="sm"
          aria-label={t("editor.mode")}
          value={mode ?? "rich"}
          onChange={choose}
          data={WRITING_MODES.map((value) => ({
            value,
            label: t(`editor.${value}`),
          }))}
        />
        <span className={classes.count} data-over={used > ARTICLE_LIMITS.body || undefined}>
          {used > ARTICLE_LIMITS.body
            ? t("editor.tooLong", {
                used: formatExact(used, i18n.language),
                max: formatExact(ARTICLE_LIMITS.body, i18n.language),
              })
            : `${t("editor.words", { count: words })} · ${t("editor.minutes", { count: minutes })}`}
        </span>
      </div>
      {isKeptMarkdown ? (
        <Alert icon={<IconMarkdown size={18} />} title={t("editor.keepsMarkdown")} mb="sm">
          {t("editor.keepsMarkdownText")}
        </Alert>
      ) : null}
      {mode === null ? <EditorLoading /> : null}
      {mode === "rich" ? (
        <Suspense fallback={<EditorLoading />}>
          <RichEditor
            ref={open}
            markdown={markdown}
            resolveImage={(url) => resolvePicture(urls?.resolveImage, url)}
            onChange={onChange}
            onFiles={onFiles}
          />
        </Suspense>
      ) : null}
      {mode === "markdown" ? (
        <MarkdownEditor ref={open} markdown={markdown} onChange={onChange} onFiles={onFiles} />
      ) : null}
      {mode === "preview" ? (
        <section className={classes.preview} aria-label={t("editor.preview")}>
          {markdown.trim() === "" ? (
            <p className={classes.quiet}>{t("editor.nothing")}</p>
          ) : (
            <MarkdownText source={markdown} {...urls} />
          )}
        </section>
      ) : null}
    </div>
  );
}

/** Pictures of other sites stay what they are: the page does not load them. */
function resolvePicture(resolve: ((url: string) => string) | undefined, url: string): string {
  const isRelative = url !== "" && !/^(?:[a-z][a-z\d+.-]*:|\/|#)/iu.test(url);
  return isRelative ? (resolve?.(url) ?? url) : url;
}

function EditorLoading() {
  const { t } = useTranslation("articles");
  return <Skeleton height={420} aria-busy="true" aria-label={t("editor.loading")} />;
}

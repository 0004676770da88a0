import { type ClipboardEvent, type DragEvent, type Ref, useImperativeHandle, useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./editor.module.css";
import type { EditorHandle } from "./editor-handle.ts";

type MarkdownEditorProps = {
  ref: Ref<EditorHandle>;
  markdown: string;
  onChange: (markdown: string) => void;
  onFiles: (files: File[]) => boolean;
};

/** The Markdown itself. */
export function MarkdownEditor({ ref, markdown, onChange, onFiles }: MarkdownEditorProps) {
  const { t } = useTranslation("articles");
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => ({
    flush: () => null,
    insertPicture: ({ address, alt }) => {
      const at = field.current?.selectionStart ?? markdown.length;
      const end = field.current?.selectionEnd ?? at;
      const name = alt.replaceAll(/[[\]\\]/g, "\\$&");
      onChange(`${markdown.slice(0, at)}![${name}](${address})${markdown.slice(end)}`);
    },
    focus: () => field.current?.focus(),
  }));
  const take = (event: ClipboardEvent | DragEvent, data: DataTransfer | null) => {
    if (onFiles([...(data?.files ?? [])])) event.preventDefault();
  };
  return (
    <textarea
      ref={field}
      className={classes.source}
      aria-label={t("editor.body")}
      placeholder={t("editor.placeholder")}
      value={markdown}
      onChange={(event) => onChange(event.currentTarget.value)}
      onPaste={(event) => take(event, event.clipboardData)}
      onDrop={(event) => take(event, event.dataTransfer)}
    />
  );
}

import type { Editor } from "@milkdown/core";
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import markdownClasses from "../../../ui/markdown/markdown.module.css";
import { addPicture } from "./rich-commands.ts";
import classes from "./editor.module.css";
import { createRichEditor, markdownOf, viewOf } from "./milkdown.ts";
import { RichTools } from "./rich-tools.tsx";
import type { EditorHandle } from "./editor-handle.ts";

/** Typing is told once it pauses: turning a long document into Markdown takes a moment. */
const TELL_AFTER_MS = 250;

type RichEditorProps = {
  ref: Ref<EditorHandle>;
  markdown: string;
  resolveImage: (url: string) => string;
  onChange: (markdown: string) => void;
  onFiles: (files: File[]) => boolean;
};

/** Rich text over Markdown; a document that its writer does not touch is not rewritten. */
export function RichEditor({ ref, markdown, resolveImage, onChange, onFiles }: RichEditorProps) {
  const { t } = useTranslation("articles");
  const root = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor>();
  const [, setMoves] = useState(0);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [first] = useState(markdown);
  const label = t("editor.body");
  const tell = useEffectEvent((made: Editor) => onChange(markdownOf(made)));
  const resolve = useEffectEvent((url: string) => resolveImage(url));
  const takeFiles = useEffectEvent((files: File[]) => onFiles(files));

  useEffect(() => {
    if (root.current === null) return;
    let isGone = false;
    const tellLater = (made: Editor) => {
      clearTimeout(waiting.current);
      waiting.current = setTimeout(() => {
        waiting.current = undefined;
        if (!isGone) tell(made);
      }, TELL_AFTER_MS);
    };
    const moved = () => setMoves((moves) => moves + 1);
    const making = createRichEditor({
      root: root.current,
      markdown: first,
      label,
      className: markdownClasses.markdown ?? "",
      resolveImage: (url) => resolve(url),
      onFiles: (files) => takeFiles(files),
      onSelect: moved,
      onChange: () => {
        moved();
        void making.then(tellLater);
      },
    });
    void making.then((made) => {
      if (!isGone) setEditor(made);
    });
    return () => {
      isGone = true;
      clearTimeout(waiting.current);
      void making.then((made) => made.destroy());
    };
  }, [first, label]);

  useImperativeHandle(ref, () => ({
    flush: () => {
      if (waiting.current === undefined || editor === undefined) return null;
      clearTimeout(waiting.current);
      waiting.current = undefined;
      return markdownOf(editor);
    },
    insertPicture: (picture) => {
      if (editor !== undefined) addPicture(editor, picture);
    },
    focus: () => editor && viewOf(editor).focus(),
  }));

  return (
    <div className={classes.rich}>
      {editor === undefined ? null : <RichTools editor={editor} />}
      <div ref={root} className={classes.richText} data-placeholder={t("editor.placeholder")} />
    </div>
  );
}

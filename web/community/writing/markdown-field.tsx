import { SegmentedControl, Textarea } from "@mantine/core";
import { useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { codePoints } from "#contract/names.ts";
import { MarkdownText } from "../../ui/markdown/markdown.tsx";
import classes from "../community.module.css";

const COMMENT_LIMIT = 65_536;

type MarkdownFieldProps = {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  /** Ctrl or ⌘ with Enter. */
  onSubmit: () => void;
  /** Escape. */
  onLeave?: (() => void) | undefined;
  /** The field opened because somebody wanted to write into it. */
  takesFocus?: boolean;
  /** In code points. */
  max?: number;
  minRows?: number;
};

/** Markdown, and what it will look like. */
export function MarkdownField({
  takesFocus = false,
  max = COMMENT_LIMIT,
  minRows = 5,
  ...props
}: MarkdownFieldProps) {
  const { t } = useTranslation("community");
  const [view, setView] = useState<"write" | "preview">("write");
  const shown = useDeferredValue(props.value);
  const labelId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  const used = codePoints(props.value.trim());
  return (
    <div className={classes.field}>
      <div className={classes.fieldHead}>
        <span className={classes.fieldLabel} id={labelId}>
          {props.label}
        </span>
        <SegmentedControl
          size="xs"
          aria-label={t("editor.view")}
          value={view}
          onChange={setView}
          data={[
            { value: "write", label: t("editor.write") },
            { value: "preview", label: t("editor.preview") },
          ]}
        />
      </div>
      {view === "write" ? (
        <Textarea
          aria-labelledby={labelId}
          placeholder={props.placeholder}
          value={props.value}
          onChange={(event) => props.onChange(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) props.onSubmit();
            if (event.key === "Escape") props.onLeave?.();
          }}
          autosize
          minRows={minRows}
          maxRows={24}
          ref={field}
          error={used > max ? t("editor.tooLong", { max, used }) : null}
        />
      ) : (
        <section className={classes.preview} aria-label={t("editor.preview")}>
          {shown.trim() === "" ? (
            <p className={classes.quiet}>{t("editor.nothing")}</p>
          ) : (
            <MarkdownText source={shown} />
          )}
        </section>
      )}
    </div>
  );
}

/** Whether it may be sent. */
export function isSendable(text: string, max = COMMENT_LIMIT): boolean {
  const length = codePoints(text.trim());
  return length > 0 && length <= max;
}

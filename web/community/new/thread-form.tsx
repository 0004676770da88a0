import { type SubmitEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { codePoints } from "#contract/names.ts";
import { Button } from "@mantine/core";
import { PageLink } from "../../ui/page-link.tsx";
import { CountedInput } from "../../ui/counted-text.tsx";
import classes from "../community.module.css";
import { isSendable, MarkdownField } from "../writing/markdown-field.tsx";
import { useDraft } from "../writing/use-draft.ts";
import { WriteProblem } from "../writing/write-problem.tsx";

const TITLE_MIN = 3;
const TITLE_MAX = 200;

type ThreadFormProps = {
  /** Under which the words are kept until they are sent. */
  draft: string;
  placeholders: { title: string; text: string };
  error: unknown;
  /** @param sent forgets what was kept. */
  onSubmit: (thread: { title: string; body: string }, sent: () => void) => void;
  /** What the button says. */
  action: string;
  isSending: boolean;
  cancelHref: string;
  children?: ReactNode;
};

/** Title and first words of a thread. */
export function ThreadForm({ draft, placeholders, error, onSubmit, ...props }: ThreadFormProps) {
  const { t } = useTranslation(["community", "app"]);
  const title = useDraft(`${draft} title`);
  const body = useDraft(`${draft} text`);
  const [isTouched, setTouched] = useState(false);
  const length = codePoints(title.text.trim());
  const isShort = length < TITLE_MIN;
  const isReady = !isShort && length <= TITLE_MAX && isSendable(body.text);
  const submit = () => {
    if (!isReady) return;
    onSubmit({ title: title.text.trim(), body: body.text.trim() }, () => {
      title.forget();
      body.forget();
    });
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      <CountedInput
        label={t("form.title")}
        placeholder={placeholders.title}
        max={TITLE_MAX}
        value={title.text}
        onChange={(event) => title.setText(event.currentTarget.value)}
        onBlur={() => setTouched(true)}
        error={isTouched && isShort && length > 0 ? t("form.titleShort") : null}
        autoComplete="off"
      />
      {props.children}
      <MarkdownField
        label={t("form.text")}
        placeholder={placeholders.text}
        value={body.text}
        onChange={body.setText}
        onSubmit={submit}
      />
      <WriteProblem error={error} />
      <div className={classes.formEnd}>
        <span className={classes.quiet}>{t("form.kept")}</span>
        <div className={classes.actions}>
          <Button component={PageLink} href={props.cancelHref} variant="default">
            {t("app:cancel")}
          </Button>
          <Button type="submit" disabled={!isReady} loading={props.isSending}>
            {props.action}
          </Button>
        </div>
      </div>
    </form>
  );
}

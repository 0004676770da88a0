import { ActionIcon, Button, FileButton, Progress } from "@mantine/core";
import { IconPaperclip, IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ARTICLE_LIMITS, ATTACHMENT_TYPES } from "#contract/community/article-rules.ts";
import { isProblem } from "#contract/problems.ts";
import { callGallery } from "../../../app/gallery.ts";
import { formatBytes } from "../../../ui/format.ts";
import { useProblemText } from "../../../ui/problem-text.ts";
import { useProblemToast } from "../../../ui/toast.ts";
import { Bytes } from "../../../ui/values.tsx";
import classes from "./editor.module.css";
import type { DraftInWork } from "./use-article-draft.ts";
import { useDropAnywhere } from "./use-drop-anywhere.ts";
import type { FileFault, FileInWork } from "./use-article-files.ts";

type AttachmentsProps = {
  draft: DraftInWork;
  inWork: readonly FileInWork[];
  onFiles: (files: File[]) => boolean;
  onDismiss: (key: number) => void;
};

/** COM-3: the files below an article; they are sent as soon as they are chosen. */
export function Attachments({ draft, inWork, onFiles, onDismiss }: AttachmentsProps) {
  const { t, i18n } = useTranslation("articles");
  const isOver = useDropAnywhere(onFiles);
  const { attachments, article } = draft.saved;
  const isFull = attachments.length >= ARTICLE_LIMITS.attachments;
  return (
    <section
      className={classes.files}
      aria-label={t("files.title")}
      data-over={isOver || undefined}
    >
      <div className={classes.filesHead}>
        <h2 className={classes.filesTitle}>{t("files.title")}</h2>
        <FileButton
          multiple
          onChange={onFiles}
          accept={ATTACHMENT_TYPES.map((type) => `.${type}`).join()}
        >
          {(props) => (
            <Button
              {...props}
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} />}
              disabled={isFull}
            >
              {t("files.add")}
            </Button>
          )}
        </FileButton>
      </div>
      <p className={classes.quiet}>
        {isOver
          ? t("files.drop")
          : t("files.text", {
              types: ATTACHMENT_TYPES.join(" "),
              count: ARTICLE_LIMITS.attachments,
              size: formatBytes(ARTICLE_LIMITS.attachmentBytes, i18n.language),
            })}
      </p>
      {article?.state === "published" ? <p className={classes.quiet}>{t("files.atOnce")}</p> : null}
      <ul className={classes.fileList}>
        {attachments.map(({ path, name, sizeBytes }) => (
          <li key={path} className={classes.file}>
            <IconPaperclip size={16} aria-hidden="true" />
            <span className={classes.fileName}>{name}</span>
            <span className={classes.quiet}>
              <Bytes value={sizeBytes} />
            </span>
            <RemoveFile draft={draft} file={{ path, name }} />
          </li>
        ))}
        {inWork.map((file) => (
          <FileLine key={file.key} file={file} onDismiss={() => onDismiss(file.key)} />
        ))}
      </ul>
    </section>
  );
}

type RemoveFileProps = { draft: DraftInWork; file: { path: string; name: string } };

function RemoveFile({ draft, file: { path, name } }: RemoveFileProps) {
  const { t } = useTranslation("articles");
  const onProblem = useProblemToast();
  const remove = async () => {
    try {
      const input = { params: { draft: draft.id }, query: { path } };
      draft.note(await callGallery("community.remove-article-file", input));
    } catch (error) {
      onProblem(error);
    }
  };
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={t("files.remove", { name })}
      onClick={() => void remove()}
    >
      <IconX size={16} aria-hidden="true" />
    </ActionIcon>
  );
}

function FileLine({ file, onDismiss }: { file: FileInWork; onDismiss: () => void }) {
  const { t } = useTranslation("articles");
  const faultText = useFaultText();
  const { name, percent, failure } = file;
  if (failure !== null) {
    return (
      <li className={classes.file} role="alert">
        <span className={classes.fileName}>
          <strong>{t("files.sendingFailed", { name })}</strong>
          <span className={classes.fault}>{faultText(failure)}</span>
        </span>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("files.dismiss")}
          onClick={onDismiss}
        >
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      </li>
    );
  }
  const words =
    percent === null ? t("files.checking", { name }) : t("files.sending", { name, percent });
  return (
    <li className={classes.file}>
      <span className={classes.fileName}>{words}</span>
      <Progress
        className={classes.progress ?? ""}
        value={percent ?? 100}
        animated={percent === null}
        aria-label={words}
      />
    </li>
  );
}

function useFaultText(): (failure: unknown) => string {
  const { t, i18n } = useTranslation("articles");
  const describe = useProblemText();
  return (failure) => {
    if (isFault(failure)) {
      if (failure.reason === "type") return t("files.wrongType");
      const [size, limit] = [failure.sizeBytes, failure.limit].map((bytes) =>
        formatBytes(bytes, i18n.language),
      );
      return t("files.tooLarge", { size, limit });
    }
    if (isProblem(failure, "attachment-refused")) {
      const { claimed, found } = failure.extra ?? {};
      if (typeof claimed !== "string") return t("files.wrongType");
      const name = claimed.toUpperCase();
      return typeof found === "string"
        ? t("files.lies", { claimed: name, found: found.toUpperCase() })
        : t("files.broken", { claimed: name });
    }
    const { title, detail } = describe(failure);
    return [title, detail].filter(Boolean).join(". ");
  };
}

function isFault(failure: unknown): failure is FileFault {
  return typeof failure === "object" && failure !== null && "reason" in failure;
}

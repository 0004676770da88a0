import { Alert, Button, Checkbox, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { IconGitCommit } from "@tabler/icons-react";
import { type SubmitEvent, useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "#contract/problems.ts";
import { formatExact } from "../../../ui/format.ts";
import { ProblemAlert } from "../../../ui/problem-alert.tsx";
import type { UploadItem } from "../queue/upload-item.ts";
import type { OnExisting } from "../queue/second-looks.ts";
import type { UploadQueue } from "../queue/upload-queue.ts";
import type { UploadSnapshot } from "../queue/upload-store.ts";
import { type UploadTotals, unsettled } from "../queue/upload-totals.ts";
import classes from "../upload.module.css";
import { type Committing, useCommitting } from "./use-committing.ts";

type CommitFormProps = {
  branch: string;
  folder: string;
  queue: UploadQueue;
  snapshot: UploadSnapshot;
  filesPerCommit: number;
  title: string;
  onTitle: (title: string) => void;
};

/** REP-3: what has arrived becomes one commit, whole or not at all. */
export function CommitForm(props: CommitFormProps) {
  const { queue, snapshot, title, filesPerCommit } = props;
  const { t, i18n } = useTranslation("uploads");
  const [description, setDescription] = useState("");
  const [isEager, setIsEager] = useState(false);
  const { totals } = snapshot;
  const { same, kept } = totals;
  const isSettled = totals.running + unsettled(totals) === 0;
  const toCommit = totals.count - same - kept;
  const isReady = isSettled && totals.count > 0;
  const exact = (count: number) => formatExact(count, i18n.language);
  const first = toCommit === 1 ? [...queue.all()].find(isCommitted) : undefined;
  const words = { count: toCommit, shown: exact(toCommit) };
  const proposed = t("proposedTitle", { ...words, name: first?.path ?? "" });
  const committing = useCommitting(props);
  const start = (isForced = false) => {
    if (!isReady || committing.isRunning) return;
    committing.start({ title: title.trim() || proposed, description }, isForced);
  };
  const startEagerly = useEffectEvent(() => {
    if (committing.error === null) start();
  });
  useEffect(() => {
    if (isEager && isReady) startEagerly();
  }, [isEager, isReady]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    start();
  };
  return (
    <form onSubmit={submit} className={classes.commit}>
      <Stack>
        <TextInput
          label={t("commitTitle")}
          placeholder={proposed}
          value={title}
          maxLength={500}
          onChange={(event) => props.onTitle(event.currentTarget.value)}
        />
        <Textarea
          label={t("commitDescription")}
          value={description}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={65_536}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <ExistingChoice queue={queue} totals={totals} />
        <p className={classes.effect}>
          <CommitEffect totals={totals} filesPerCommit={filesPerCommit} />
        </p>
        <CommitProblem committing={committing} branch={props.branch} onForce={() => start(true)} />
        <div className={classes.commitActions}>
          <Button
            type="submit"
            leftSection={<IconGitCommit size={16} />}
            disabled={!isReady}
            loading={committing.isRunning}
          >
            {isReady && toCommit === 0 ? t("finish") : t("commit", words)}
          </Button>
          {committing.isRunning ? (
            <output className={classes.state}>
              {t("writing", {
                count: committing.commits,
                done: exact(committing.written),
                all: exact(committing.commits),
              })}
            </output>
          ) : null}
          {isSettled ? null : (
            <Checkbox
              label={t("eager")}
              checked={isEager}
              onChange={(event) => setIsEager(event.currentTarget.checked)}
            />
          )}
        </div>
      </Stack>
    </form>
  );
}

/** It is, or will be, part of the commit. */
function isCommitted({ state }: UploadItem): boolean {
  return state !== "same" && state !== "kept" && state !== "refused";
}

/** What the commit will do, before it is written. */
function CommitEffect({
  totals,
  filesPerCommit,
}: {
  totals: UploadTotals;
  filesPerCommit: number;
}) {
  const { t, i18n } = useTranslation("uploads");
  const say = (
    key: "added" | "replaced" | "same" | "kept" | "notReady" | "severalCommits" | "notIncluded",
    count: number,
  ) => t(`effect.${key}`, { count, shown: formatExact(count, i18n.language) });
  const added = totals.count - totals.replaced - totals.same - totals.kept;
  const commits = Math.ceil(totals.stored / filesPerCommit);
  const waiting = unsettled(totals);
  const sentences = [
    added > 0 ? say("added", added) : "",
    totals.replaced > 0 ? say("replaced", totals.replaced) : "",
    totals.same > 0 ? say("same", totals.same) : "",
    totals.kept > 0 ? say("kept", totals.kept) : "",
    totals.refused > 0 ? say("notIncluded", totals.refused) : "",
    waiting > 0 ? say("notReady", waiting) : "",
    commits > 1 ? say("severalCommits", commits) : "",
  ];
  return sentences.filter(Boolean).join(i18n.language.startsWith("zh") ? "" : " ");
}

/** Asked only when the repository has files of the same paths and other bytes. */
function ExistingChoice({ queue, totals }: { queue: UploadQueue; totals: UploadTotals }) {
  const { t } = useTranslation("uploads");
  const [choice, setChoice] = useState<OnExisting>("replace");
  if (totals.replaced + totals.kept === 0) return null;
  const choose = (value: string) => {
    setChoice(value as OnExisting);
    queue.setOnExisting(value as OnExisting);
  };
  return (
    <Radio.Group
      label={t("existing", { count: totals.replaced + totals.kept })}
      value={choice}
      onChange={choose}
    >
      <Stack gap="xs" mt="xs">
        <Radio value="replace" label={t("existingReplace")} />
        <Radio value="keep" label={t("existingKeep")} />
      </Stack>
    </Radio.Group>
  );
}

type CommitProblemProps = { committing: Committing; branch: string; onForce: () => void };

function CommitProblem({ committing, branch, onForce }: CommitProblemProps) {
  const { t } = useTranslation("uploads");
  const { error, written } = committing;
  if (!isProblem(error, "parent-stale")) {
    return (
      <>
        <ProblemAlert error={error} />
        {error !== null && written > 0 ? (
          <p className={classes.effect}>{t("partlyWritten", { count: written })}</p>
        ) : null}
      </>
    );
  }
  return (
    <Alert color="orange" title={t("stale")} role="alert">
      <Stack gap="sm" align="flex-start">
        {t("staleText", { branch })}
        <Button size="xs" onClick={onForce}>
          {t("staleAction")}
        </Button>
      </Stack>
    </Alert>
  );
}

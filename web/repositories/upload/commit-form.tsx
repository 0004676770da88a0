import { Alert, Button, Checkbox, Stack, Textarea, TextInput } from "@mantine/core";
import { IconGitCommit } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type SubmitEvent, useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "#contract/problems.ts";
import { revisionHref } from "../../app/addresses.ts";
import { useCall, useChange } from "../../app/gallery.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast, useProblemToast } from "../../ui/toast.ts";
import { operationsOf } from "./inline-files.ts";
import { totalsOf, type UploadItem } from "./upload-item.ts";
import type { UploadQueue } from "./upload-queue.ts";
import classes from "./upload.module.css";

type CommitFormProps = {
  branch: string;
  folder: string;
  queue: UploadQueue;
  items: readonly UploadItem[];
};

/** REP-3: what has arrived becomes one commit, whole or not at all. */
export function CommitForm({ branch, folder, queue, items }: CommitFormProps) {
  const { t } = useTranslation("uploads");
  const [title, setTitle] = useState("");
  const [description, setDescription] = useState("");
  const [isEager, setIsEager] = useState(false);
  const { stored, running, paused, failed } = totalsOf(items);
  const first = items.find(({ state }) => state === "stored");
  const proposed = t("proposedTitle", { count: stored, name: first?.path ?? "" });
  const isReady = stored > 0 && running + paused + failed === 0;
  const { commit, create } = useCommit({ branch, folder, queue, items });
  const start = (isForced = false) => {
    if (isReady && !create.isPending)
      commit({ title: title.trim() || proposed, description }, isForced);
  };
  const startEagerly = useEffectEvent(() => {
    if (!create.error) start();
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
          onChange={(event) => setTitle(event.currentTarget.value)}
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
        {isProblem(create.error, "parent-stale") ? (
          <Alert color="orange" title={t("stale")} role="alert">
            <Stack gap="sm" align="flex-start">
              {t("staleText", { branch })}
              <Button size="xs" onClick={() => start(true)}>
                {t("staleAction")}
              </Button>
            </Stack>
          </Alert>
        ) : (
          <ProblemAlert error={create.error} />
        )}
        <div className={classes.commitActions}>
          <Button
            type="submit"
            leftSection={<IconGitCommit size={16} />}
            disabled={!isReady}
            loading={create.isPending}
          >
            {t("commit", { count: stored })}
          </Button>
          {isReady ? null : (
            <>
              <Checkbox
                label={t("eager")}
                checked={isEager}
                onChange={(event) => setIsEager(event.currentTarget.checked)}
              />
              {paused + failed > 0 ? (
                <span className={classes.state}>{t("notReady", { count: paused + failed })}</span>
              ) : null}
            </>
          )}
        </div>
      </Stack>
    </form>
  );
}

function useCommit({ branch, folder, queue, items }: CommitFormProps) {
  const { t } = useTranslation("uploads");
  const navigate = useNavigate();
  const onUnreadable = useProblemToast();
  const queryClient = useQueryClient();
  const address = addressOf(useAsset());
  const { data: refs } = useCall("repositories.list-refs", { params: address });
  const [seenHead, setSeenHead] = useState<string>();
  const head = refs?.branches.find(({ name }) => name === branch)?.commit;
  // The head that the writer saw is the first one, however often the answer is refreshed.
  if (seenHead === undefined && head !== undefined) setSeenHead(head);
  const stored = items.filter(({ state }) => state === "stored");
  const create = useChange("repositories.create-commit", {
    onSuccess: async ({ isNew }) => {
      queue.forget(new Set(stored.map(({ id }) => id)));
      toast(isNew ? t("committed", { count: stored.length }) : t("nothingNew"));
      // Files, history, card and the asset's own facts have all moved.
      await queryClient.invalidateQueries();
      await navigate({
        href: revisionHref(address, "tree", { revision: branch, path: folder }),
        ignoreBlocker: true,
      });
    },
  });
  const commit = (words: { title: string; description: string }, isForced: boolean) => {
    const parent = isForced || seenHead === undefined ? {} : { expectedHead: seenHead };
    operationsOf(stored, folder)
      .then((operations) =>
        create.mutate({ params: address, body: { ...words, branch, ...parent, operations } }),
      )
      .catch(onUnreadable);
  };
  return { commit, create };
}

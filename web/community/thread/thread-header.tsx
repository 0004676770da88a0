import { Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { type SubmitEvent, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Discussion } from "#contract/community/discussion.ts";
import { codePoints } from "#contract/names.ts";
import { revisionHref } from "../../app/addresses.ts";
import { useChange } from "../../app/gallery.ts";
import { useAccount } from "../../app/session.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { CountedInput } from "../../ui/counted-text.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import { AuthorName } from "../author-name.tsx";
import { ReportButton } from "../reports/report-button.tsx";
import classes from "../community.module.css";
import { STALE_AFTER_WRITING } from "../stale-answers.ts";
import { StatusBadge } from "../status-badge.tsx";
import { WriteProblem } from "../writing/write-problem.tsx";
import { useThreadAddress } from "./use-thread.ts";

/** Title, number, state and who opened it; the title can be changed here. */
export function ThreadHeader({ discussion }: { discussion: Discussion }) {
  const { t } = useTranslation("community");
  const [isRenaming, setRenaming] = useState(false);
  const { title, num, abilities } = discussion;
  return (
    <header className={classes.threadHeader}>
      {isRenaming ? (
        <RenameForm title={title} onEnd={() => setRenaming(false)} />
      ) : (
        <div className={classes.titleLine}>
          <h2 className={classes.title}>
            {title} <span className={classes.num}>#{num}</span>
          </h2>
          {abilities.rename ? (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPencil size={14} />}
              onClick={() => setRenaming(true)}
            >
              {t("thread.rename")}
            </Button>
          ) : null}
        </div>
      )}
      <Facts discussion={discussion} />
    </header>
  );
}

function Facts({ discussion }: { discussion: Discussion }) {
  const { t } = useTranslation("community");
  const address = addressOf(useAsset());
  const account = useAccount();
  const { num, pullRequest, author, createdAt } = discussion;
  return (
    <div className={classes.facts}>
      <StatusBadge {...discussion} />
      <AuthorName author={author} withPicture />
      <RelativeTime value={createdAt} />
      {pullRequest ? (
        <span className={classes.route}>
          <PageLink
            href={revisionHref(address, "tree", { revision: pullRequest.ref })}
            className={classes.ref}
          >
            {pullRequest.ref}
          </PageLink>{" "}
          {t("thread.into")}{" "}
          <PageLink
            href={revisionHref(address, "tree", { revision: pullRequest.baseBranch })}
            className={classes.ref}
          >
            {pullRequest.baseBranch}
          </PageLink>
        </span>
      ) : null}
      {account?.name === author.account?.name ? null : (
        <Suspense fallback={null}>
          <ReportButton target={{ type: "discussion", ...address, num }} />
        </Suspense>
      )}
    </div>
  );
}

const TITLE_MIN = 3;
const TITLE_MAX = 200;

function RenameForm({ title, onEnd }: { title: string; onEnd: () => void }) {
  const { t } = useTranslation(["community", "app"]);
  const params = useThreadAddress();
  const [words, setWords] = useState(title);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const rename = useChange("community.rename-discussion", {
    stale: STALE_AFTER_WRITING,
    onSuccess: onEnd,
  });
  const length = codePoints(words.trim());
  const isReady = length >= TITLE_MIN && length <= TITLE_MAX;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (words.trim() === title) onEnd();
    else if (isReady) rename.mutate({ params, body: { title: words.trim() } });
  };
  return (
    <form className={classes.rename} onSubmit={submit}>
      <CountedInput
        label={t("thread.newTitle")}
        max={TITLE_MAX}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onEnd();
        }}
        ref={field}
        autoComplete="off"
      />
      <WriteProblem error={rename.error} />
      <div className={classes.actions}>
        <Button type="submit" disabled={!isReady} loading={rename.isPending}>
          {t("editor.save")}
        </Button>
        <Button variant="default" onClick={onEnd}>
          {t("app:cancel")}
        </Button>
      </div>
    </form>
  );
}

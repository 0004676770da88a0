import { Alert, Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { agreementsAmong, PUBLISHING_AGREEMENTS } from "#contract/accounts/agreement-names.ts";
import { isProblem } from "#contract/problems.ts";
import type { EndpointId } from "#sdk/index.ts";
import { assetHref } from "../../../app/addresses.ts";
import { useCall, useChange } from "../../../app/gallery.ts";
import { AgreementsStep } from "../../../publishing/wizard/agreements-step.tsx";
import { OnboardingNotice } from "../../../publishing/wizard/onboarding-notice.tsx";
import { ProblemAlert } from "../../../ui/problem-alert.tsx";
import { forgetLocally } from "./local-copy.ts";
import type { DraftInWork } from "./use-article-draft.ts";

const STALE: readonly EndpointId[] = [
  "assets.get-asset",
  "assets.get-card",
  "assets.search-assets",
  "assets.list-own-assets",
  "community.list-articles",
  "community.list-article-drafts",
  "publishing.get-listing",
  "repositories.list-tree",
];

type PublishDialogProps = { draft: DraftInWork; onClose: () => void };

/** What is missing, what will happen, what is consented to; then the button that acts. */
export function PublishDialog({ draft, onClose }: PublishDialogProps) {
  const { t } = useTranslation("articles");
  const state = draft.saved.article?.state ?? "draft";
  const isEdit = state === "published" || state === "unlisted";
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(isEdit ? "publish.changesTitle" : "publish.title")}
      size="lg"
      centered
    >
      <Content draft={draft} onClose={onClose} isEdit={isEdit} />
    </Modal>
  );
}

function Content({ draft, onClose, isEdit }: PublishDialogProps & { isEdit: boolean }) {
  const { t } = useTranslation(["articles", "app"]);
  const navigate = useNavigate();
  const [visibility, setVisibility] = useState<"public" | "private">("public");
  const [accepts, setAccepts] = useState(false);
  const known = useCall("accounts.list-agreements").data?.items ?? [];
  const agreements = agreementsAmong(known, PUBLISHING_AGREEMENTS);
  const publish = useChange("community.publish-article", {
    stale: STALE,
    onSuccess: async ({ owner, name }) => {
      forgetLocally(draft.id);
      await navigate({ href: assetHref({ kind: "article", owner, name }) });
    },
  });
  const { saved } = draft;
  const missing = missingIn(saved);
  const title = saved.title;
  const submit = (isOverwriting: boolean) =>
    publish.mutate({
      params: { draft: draft.id },
      body: {
        revision: saved.revision,
        isOverwriting,
        ...(isEdit
          ? {}
          : {
              visibility,
              acceptsAgreements: accepts,
              agreements: agreements.map(({ agreement, version }) => ({ agreement, version })),
            }),
      },
    });
  const isReady = missing.length === 0 && (isEdit || accepts);
  return (
    <Stack>
      {isEdit ? null : <OnboardingNotice />}
      {missing.length > 0 ? (
        <Alert color="orange" title={t("publish.missing")} icon={<IconAlertTriangle size={18} />}>
          <ul>
            {missing.map((field) => (
              <li key={field}>{t(`publish.missing${field}`)}</li>
            ))}
          </ul>
        </Alert>
      ) : (
        <Text>{t(isEdit ? "publish.summaryChanges" : "publish.summaryNew", { title })}</Text>
      )}
      {isEdit ? null : (
        <>
          <Text c="dimmed" size="sm">
            {t("publish.review")}
          </Text>
          <Radio.Group
            label={t("publish.who")}
            value={visibility}
            onChange={(next) => setVisibility(next === "private" ? "private" : "public")}
          >
            <Group mt="xs">
              <Radio value="public" label={t("publish.public")} />
              <Radio value="private" label={t("publish.private")} />
            </Group>
          </Radio.Group>
          <AgreementsStep
            agreements={agreements}
            accepts={accepts}
            fault={undefined}
            onChange={setAccepts}
          />
        </>
      )}
      {isProblem(publish.error, "article-changed") ? (
        <Changed draft={draft} onOverwrite={() => submit(true)} isRunning={publish.isPending} />
      ) : (
        <ProblemAlert error={publish.error} />
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t("app:cancel")}
        </Button>
        <Button disabled={!isReady} loading={publish.isPending} onClick={() => submit(false)}>
          {t("publish.action")}
        </Button>
      </Group>
    </Stack>
  );
}

type ChangedProps = { draft: DraftInWork; onOverwrite: () => void; isRunning: boolean };

function Changed({ draft, onOverwrite, isRunning }: ChangedProps) {
  const { t } = useTranslation("articles");
  const { article } = draft.saved;
  return (
    <Alert color="orange" title={t("publish.changedTitle")} icon={<IconAlertTriangle size={18} />}>
      <p>{t("publish.changedText")}</p>
      <Group gap="sm" mt="sm">
        {article === null ? null : (
          <Button
            component="a"
            href={assetHref({ kind: "article", owner: article.owner, name: article.name })}
            target="_blank"
            size="xs"
            variant="default"
          >
            {t("publish.look")}
          </Button>
        )}
        <Button size="xs" color="red.8" loading={isRunning} onClick={onOverwrite}>
          {t("publish.overwrite")}
        </Button>
      </Group>
    </Alert>
  );
}

function missingIn({ title, summary, body }: DraftInWork["saved"]) {
  return [
    ...(title === "" ? (["Title"] as const) : []),
    ...(summary === "" ? (["Summary"] as const) : []),
    ...(body.trim() === "" ? (["Body"] as const) : []),
  ];
}

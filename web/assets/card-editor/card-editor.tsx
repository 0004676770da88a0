import { Button, SegmentedControl } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "#contract/problems.ts";
import type { Asset, Card } from "#contract/assets/asset.ts";
import { assetHref } from "../../app/addresses.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast, useProblemToast } from "../../ui/toast.ts";
import { addressOf } from "../asset/use-asset.ts";
import { CompletenessPanel } from "../completeness/completeness-panel.tsx";
import { useFieldOfAddress } from "../completeness/use-field-of-address.ts";
import classes from "./card-editor.module.css";
import { CardIssues } from "./card-issues.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { SettingsForm } from "./settings-form.tsx";
import { TextEditor } from "./text-editor.tsx";
import { UnsavedGuard } from "./unsaved-guard.tsx";
import { type CardDraft, useCardDraft } from "./use-card-draft.ts";
import { useSaveCard } from "./use-save-card.ts";

type CardEditorProps = {
  asset: Asset;
  card: Card;
  /** Drops the draft for the card as it is now. */
  onReload: () => Promise<void>;
};

export function CardEditor({ asset, card, onReload }: CardEditorProps) {
  const { t } = useTranslation(["editor", "app"]);
  const navigate = useNavigate();
  const onError = useProblemToast();
  const draft = useCardDraft(asset.kind, card);
  const cardPage = assetHref(addressOf(asset));
  const save = useSaveCard(asset, card, async () => {
    toast(t("saved"));
    await navigate({ href: cardPage, ignoreBlocker: true });
  });
  const start = (isForced: boolean) => {
    draft
      .compose()
      .then((source) => save.mutate({ source, isForced }))
      .catch(onError);
  };
  useFieldOfAddress();
  const isStale = isProblem(save.error, "parent-stale");
  return (
    <div className={classes.editor}>
      <header className={classes.bar}>
        <h2 className={classes.title}>{t("heading")}</h2>
        <ModeSwitch draft={draft} />
        <div className={classes.actions}>
          <Button component={PageLink} href={cardPage} variant="default">
            {t("app:cancel")}
          </Button>
          <Button
            disabled={!draft.isDirty || draft.errors.length > 0}
            loading={save.isPending}
            onClick={() => start(false)}
          >
            {t("save")}
          </Button>
        </div>
      </header>
      {isStale ? null : <ProblemAlert error={save.error} />}
      <CardIssues errors={draft.errors} warnings={draft.warnings} />
      <div className={classes.columns} data-mode={draft.mode}>
        {draft.mode === "form" ? (
          <div className={classes.side}>
            <Suspense fallback={null}>
              <CompletenessPanel asset={asset} />
            </Suspense>
            <SettingsForm
              kind={asset.kind}
              settings={draft.settings}
              onChange={draft.changeSettings}
            />
          </div>
        ) : null}
        <TextEditor asset={asset} commit={card.commit} draft={draft} />
      </div>
      <ConflictDialog
        isOpen={isStale}
        onClose={() => save.reset()}
        onReload={onReload}
        onKeep={() => start(true)}
      />
      <UnsavedGuard isActive={draft.isDirty && !save.isSuccess} />
    </div>
  );
}

function ModeSwitch({ draft }: { draft: CardDraft }) {
  const { t } = useTranslation("editor");
  const onError = useProblemToast();
  return (
    <SegmentedControl
      aria-label={t("mode")}
      data={[
        { value: "form", label: t("modes.form") },
        { value: "source", label: "README.md" },
      ]}
      value={draft.mode}
      onChange={(mode) => {
        draft.switchTo(mode).catch(onError);
      }}
    />
  );
}

import { Select } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { discussionHref } from "../../app/addresses.ts";
import { useCall, useChange } from "../../app/gallery.ts";
import { useSite } from "../../app/session.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { CodeBlock } from "../../ui/code-block.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import classes from "../community.module.css";
import { hubTypeOf, typeOption } from "../hub-type.ts";
import { STALE_AFTER_WRITING } from "../stale-answers.ts";
import { MustSignIn } from "./must-sign-in.tsx";
import { ThreadForm } from "./thread-form.tsx";

/** `/discussions/new-pull-request`: the ways in which changes are offered. */
export function NewPullRequestPage() {
  const { t } = useTranslation("community");
  const asset = useAsset();
  const url = useSite()?.url ?? window.location.origin;
  const type = hubTypeOf(asset.kind) ?? "model";
  usePageTitle(`${t("pull.heading")} · ${asset.fullName}`);
  return (
    <div className={classes.narrow}>
      <h2 className={classes.heading}>{t("pull.heading")}</h2>
      <p className={classes.lead}>{t("pull.lead", { name: asset.fullName })}</p>
      <h3 className={classes.subheading}>{t("pull.hubTitle")}</h3>
      <p className={classes.quiet}>{t("pull.hubText")}</p>
      <CodeBlock
        code={`export HF_ENDPOINT=${url}\nhf upload ${asset.fullName} ./folder .${typeOption(type)} --create-pr`}
      />
      <h3 className={classes.subheading}>{t("pull.pythonTitle")}</h3>
      <CodeBlock code={pythonLines(asset.fullName, type)} />
      <h3 className={classes.subheading}>{t("pull.draftTitle")}</h3>
      <p className={classes.quiet}>{t("pull.draftText")}</p>
      <MustSignIn>
        <DraftForm />
      </MustSignIn>
    </div>
  );
}

function pythonLines(id: string, type: string): string {
  const option = type === "model" ? "" : `\n    repo_type="${type}",`;
  return `from huggingface_hub import HfApi

HfApi().upload_folder(
    repo_id="${id}",${option}
    folder_path="./folder",
    create_pr=True,
)`;
}

function DraftForm() {
  const { t } = useTranslation("community");
  const asset = useAsset();
  const address = addressOf(asset);
  const navigate = useNavigate();
  const { data: refs } = useCall("repositories.list-refs", { params: address });
  const [baseBranch, setBaseBranch] = useState(asset.defaultBranch);
  const create = useChange("community.create-pull-request", { stale: STALE_AFTER_WRITING });
  const branches = refs?.branches.map(({ name }) => name) ?? [asset.defaultBranch];
  return (
    <ThreadForm
      draft={`${asset.kind} ${asset.fullName} new pull request`}
      placeholders={{ title: t("pull.titlePlaceholder"), text: t("pull.textPlaceholder") }}
      error={create.error}
      onSubmit={(thread, sent) =>
        create.mutate(
          { params: address, body: { ...thread, baseBranch } },
          {
            onSuccess: ({ num }) => {
              sent();
              void navigate({ href: discussionHref(address, { num }) });
            },
          },
        )
      }
      action={t("pull.create")}
      isSending={create.isPending}
      cancelHref={discussionHref(address)}
    >
      {branches.length > 1 ? (
        <Select
          label={t("pull.base")}
          data={branches}
          value={baseBranch}
          allowDeselect={false}
          onChange={(branch) => setBaseBranch(branch ?? asset.defaultBranch)}
        />
      ) : null}
    </ThreadForm>
  );
}

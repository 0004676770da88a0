import { Button, Select, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { settingsHref } from "../../app/addresses.ts";
import { useChange } from "../../app/gallery.ts";
import { useAccount } from "../../app/session.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { addressOf } from "../asset/use-asset.ts";
import classes from "./settings.module.css";

/** Another name, or another owner; the old address leads on. */
export function RenameSection({ asset }: { asset: Asset }) {
  const { t } = useTranslation(["assets", "app"]);
  const navigate = useNavigate();
  const account = useAccount();
  const [name, setName] = useState(asset.name);
  const [owner, setOwner] = useState(asset.owner.name);
  const rename = useChange("assets.rename-asset", {
    onSuccess: async (renamed) => {
      toast(t("renamed", { name: renamed.fullName }));
      await navigate({ href: settingsHref(addressOf(renamed)), replace: true });
    },
  });
  const owners = new Set([
    asset.owner.name,
    ...(account ? [account.name, ...account.organisations.map((each) => each.name)] : []),
  ]);
  const isSame = name.trim() === asset.name && owner === asset.owner.name;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    rename.mutate({ params: addressOf(asset), body: { owner, name: name.trim() } });
  };
  return (
    <section className={classes.section}>
      <h2 className={classes.title}>{t("renameTitle")}</h2>
      <p className={classes.text}>{t("renameText")}</p>
      <form onSubmit={submit}>
        <div className={classes.fields}>
          <Select
            label={t("owner")}
            data={[...owners]}
            value={owner}
            onChange={(value) => setOwner(value ?? asset.owner.name)}
            allowDeselect={false}
          />
          <TextInput
            label={t("name")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={96}
            required
            withAsterisk={false}
            spellCheck={false}
          />
          <Button type="submit" variant="default" disabled={isSame} loading={rename.isPending}>
            {t("app:rename")}
          </Button>
        </div>
        <ProblemAlert error={rename.error} />
      </form>
    </section>
  );
}

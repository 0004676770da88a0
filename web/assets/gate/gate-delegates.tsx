import { ActionIcon, Skeleton, Stack } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { PersonName } from "../../accounts/people/person-name.tsx";
import { PersonPicker } from "../../accounts/people/person-picker.tsx";
import { useCall, useChange } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { addressOf } from "../asset/use-asset.ts";
import settings from "../settings/settings.module.css";
import classes from "./gate.module.css";

const STALE = ["assets.list-gate-delegates"] as const;

/** PUB-15: who decides on requests beside those who manage the asset. */
export function GateDelegates({ asset }: { asset: Asset }) {
  const { t } = useTranslation("gate");
  const params = addressOf(asset);
  const { data, error, refetch } = useCall("assets.list-gate-delegates", { params });
  const add = useChange("assets.add-gate-delegate", { stale: STALE });
  const remove = useChange("assets.remove-gate-delegate", { stale: STALE });
  const isOfOrganisation = asset.owner.kind === "organisation";
  return (
    <section className={settings.section}>
      <h2 className={settings.title}>{t("delegates.title")}</h2>
      <p className={settings.text}>
        {t(isOfOrganisation ? "delegates.textOfOrganisation" : "delegates.text")}
      </p>
      <Stack gap="md">
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Skeleton height={48} />
        ) : data.items.length === 0 ? null : (
          <ul className={classes.rows}>
            {data.items.map((person) => (
              <li key={person.name} className={classes.row}>
                <PersonName person={person} />
                <span />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t("delegates.remove", { name: person.name })}
                  onClick={() => remove.mutate({ params: { ...params, account: person.name } })}
                >
                  <IconX size={16} />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
        <PersonPicker
          label={t("delegates.add")}
          without={data?.items.map(({ name }) => name) ?? []}
          onChoose={({ name: account }) => add.mutate({ params: { ...params, account } })}
        />
        <ProblemAlert error={add.error ?? remove.error} />
      </Stack>
    </section>
  );
}

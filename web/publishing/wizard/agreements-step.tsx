import { Anchor, Checkbox, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Agreement } from "./use-publish.ts";
import classes from "./wizard.module.css";

type AgreementsStepProps = {
  agreements: readonly Agreement[];
  accepts: boolean;
  fault: string | undefined;
  onChange: (accepts: boolean) => void;
};

/** PUB-8: what is consented to, in the versions that are shown here. */
export function AgreementsStep({ agreements, accepts, fault, onChange }: AgreementsStepProps) {
  const { t } = useTranslation("publish");
  return (
    <Stack>
      <p>{t("agreements.text")}</p>
      <ul className={classes.agreements}>
        {agreements.map(({ agreement, version, acceptedAt }) => (
          <li key={agreement}>
            <Anchor href={`/legal/${agreement}`} target="_blank" inherit>
              {t(`agreements.${agreement}`)}
            </Anchor>
            <span className={classes.quiet}>
              {t("agreements.version", { version })}
              {acceptedAt === null ? null : ` · ${t("agreements.accepted")}`}
            </span>
          </li>
        ))}
      </ul>
      <Checkbox
        label={t("agreements.accept")}
        checked={accepts}
        onChange={(event) => onChange(event.currentTarget.checked)}
        error={fault}
      />
    </Stack>
  );
}

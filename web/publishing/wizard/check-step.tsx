import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import {
  fieldsOf,
  isAsked,
  type PublicationField,
} from "#contract/publishing/publication-fields.ts";
import type { Region } from "#contract/publishing/regions.ts";
import { nameOfTerm } from "../../assets/terms.ts";
import { draftOf, type WizardValues } from "./wizard-values.ts";
import type { Step } from "./wizard-steps.ts";
import classes from "./wizard.module.css";

type CheckStepProps = {
  asset: Asset;
  values: WizardValues;
  regions: readonly Region[];
  steps: readonly Step[];
  onEdit: (step: Step) => void;
};

/** In words what the button will do, each part with the way back to it. */
export function CheckStep(props: CheckStepProps) {
  const { t } = useTranslation(["publish", "app"]);
  const { asset, steps, onEdit } = props;
  const parts = {
    about: <About {...props} />,
    access: <Access {...props} />,
    release: <Release {...props} />,
  };
  return (
    <div className={classes.summary}>
      <p>{t("check.what", { kind: t(`app:kinds.${asset.kind}`), name: asset.fullName })}</p>
      {(["about", "access", "release"] as const).map((step) =>
        steps.includes(step) ? (
          <section key={step}>
            <div className={classes.part}>
              <h4>{t(`stepNames.${step}`)}</h4>
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => onEdit(step)}
                aria-label={t("check.editNamed", { step: t(`stepNames.${step}`) })}
              >
                {t("check.edit")}
              </Button>
            </div>
            {parts[step]}
          </section>
        ) : null,
      )}
      <p className={classes.quiet}>{t("check.after")}</p>
    </div>
  );
}

function About({ asset, values }: CheckStepProps) {
  const { t } = useTranslation("publish");
  const textOf = useFieldText(values);
  const draft = draftOf(values);
  const fields = fieldsOf(asset.kind).filter((field) => isAsked(asset.kind, field, draft));
  return (
    <dl className={classes.facts}>
      {fields.map((field) => {
        const text = textOf(field);
        return text === "" ? null : (
          <Fact key={field} name={t(`about.${field}`)}>
            {text}
          </Fact>
        );
      })}
    </dl>
  );
}

function useFieldText(values: WizardValues): (field: PublicationField) => string {
  const { t, i18n } = useTranslation("publish");
  const list = new Intl.ListFormat(i18n.language, { type: "conjunction" });
  const names = (type: "task" | "dataType" | "licence", ids: readonly string[]) =>
    list.format(ids.map((id) => nameOfTerm(type, id, i18n.language)));
  const { environment, isCodeOpen, licence } = values;
  const inWords: Partial<Record<PublicationField, string>> = {
    tasks: names("task", values.tasks),
    dataTypes: names("dataType", values.dataTypes),
    licence: licence === null ? "" : names("licence", [licence]),
    environment: environment === null ? "" : t(`environments.${environment}`),
    isCodeOpen: t(isCodeOpen === true ? "openness.open" : "openness.closed"),
  };
  return (field) => inWords[field] ?? String(values[field]).trim();
}

function Access({ asset, values }: CheckStepProps) {
  const { t, i18n } = useTranslation("publish");
  const list = new Intl.ListFormat(i18n.language, { type: "conjunction" });
  const namesOf = (people: WizardValues["audience"]) =>
    list.format(people.map(({ nickname, name }) => nickname || name));
  const { visibility, audience, gate, admitted } = values;
  const people = namesOf(audience);
  return (
    <>
      <p>
        {visibility === "restricted" ? t("check.restricted", { people }) : t(`check.${visibility}`)}
      </p>
      {KIND_RULES[asset.kind].hasUsability && gate !== "off" ? (
        <p>
          {t(`access.modeTexts.${gate}`)}{" "}
          {admitted.length > 0 ? t("check.admitted", { people: namesOf(admitted) }) : null}
        </p>
      ) : null}
    </>
  );
}

function Release({ asset, values, regions }: CheckStepProps) {
  const { t, i18n } = useTranslation("publish");
  const { hasVersions, limit } = KIND_RULES[asset.kind];
  const { version, isLimited, limitCount, limitUnit, renews } = values;
  const chosen = regions.filter(({ id }) => values.regions.includes(id)).map(({ name }) => name);
  const list = new Intl.ListFormat(i18n.language, { type: "conjunction" });
  const limited =
    limit === "channels"
      ? t("check.channels", { count: limitCount })
      : t(`check.limits.${limitUnit}`, { count: limitCount });
  return (
    <dl className={classes.facts}>
      {hasVersions ? (
        <Fact name={t("release.version")}>
          {version.trim() === "" ? t("check.noVersion") : version.trim()}
        </Fact>
      ) : null}
      {regions.length > 1 ? <Fact name={t("release.regions")}>{list.format(chosen)}</Fact> : null}
      {limit === "none" ? null : (
        <Fact name={t("check.limit")}>
          {isLimited
            ? `${limited} · ${t(renews ? "check.renews" : "check.ends")}`
            : t("check.unlimited")}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

import { Button, Stack } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Listing } from "#contract/publishing/endpoints.ts";
import { fieldsOf, findFieldFaults } from "#contract/publishing/publication-fields.ts";
import { useCall, useChange } from "../app/gallery.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import { useFieldProblems } from "../ui/field-problems.ts";
import { ProblemAlert } from "../ui/problem-alert.tsx";
import { useIssueText } from "../ui/problem-text.ts";
import { toast } from "../ui/toast.ts";
import classes from "./publishing.module.css";
import { AboutField } from "./wizard/about-field.tsx";
import { OF_CARD } from "./wizard/card-fields.ts";
import type { Faults } from "./wizard/find-faults.ts";
import { RegionFields } from "./wizard/region-fields.tsx";
import { draftOf, factsOf, proposeValues, type WizardValues } from "./wizard/wizard-values.ts";

type SectionProps = { asset: Asset; listing: Listing };

/** PUB-9: what the listing says of its kind, changed at once; a draft says it when it is published. */
export function FactsSection({ asset, listing }: SectionProps) {
  const { t } = useTranslation(["publish", "editor"]);
  const regions = useCall("publishing.list-regions").data?.items ?? [];
  const fields = fieldsOf(asset.kind).filter((field) => !OF_CARD.has(field));
  const isEditable = listing.state !== "draft" && listing.state !== "in-review";
  if (!isEditable || (fields.length === 0 && regions.length < 2)) return null;
  return (
    <section className={classes.section}>
      <h2 className={classes.title}>{t("facts.title")}</h2>
      <FactsForm asset={asset} listing={listing} regions={regions} fields={fields} />
    </section>
  );
}

type FormProps = SectionProps & {
  regions: Parameters<typeof RegionFields>[0]["regions"];
  fields: ReturnType<typeof fieldsOf>;
};

function FactsForm({ asset, listing, regions, fields }: FormProps) {
  const { t } = useTranslation("publish");
  const issueText = useIssueText();
  const [values, setValues] = useState(() => proposeValues(asset, listing));
  const [faults, setFaults] = useState<Faults>({});
  const problems = useFieldProblems({ setErrors: setFaults }, [...fields, "regions"]);
  const edit = useChange("publishing.edit-facts", {
    stale: ["publishing.get-facts", "publishing.get-listing", "assets.get-asset"],
    onSuccess: () => toast(t("facts.saved")),
  });
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    problems.clear();
    const wrong = findFieldFaults(asset.kind, draftOf(values)).filter(({ field }) =>
      fields.includes(field),
    );
    setFaults(
      Object.fromEntries(
        wrong.map(({ field, ...issue }) => [field, issueText({ pointer: `/${field}`, ...issue })]),
      ),
    );
    if (wrong.length > 0) return;
    const body = {
      ...factsOf(asset.kind, values),
      ...(regions.length > 1 ? { regions: values.regions } : {}),
    };
    edit.mutate({ params: addressOf(asset), body }, { onError: problems.onError });
  };
  const shown = {
    asset,
    values,
    faults,
    onChange: (change: Partial<WizardValues>) => setValues((before) => ({ ...before, ...change })),
  };
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        {fields.map((field) => (
          <AboutField key={field} field={field} {...shown} />
        ))}
        {regions.length > 1 ? <RegionFields {...shown} regions={regions} /> : null}
        <ProblemAlert error={problems.unplaced} />
        <div>
          <Button type="submit" variant="default" loading={edit.isPending}>
            {t("facts.save")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

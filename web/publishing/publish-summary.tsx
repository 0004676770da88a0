import { Button, Group, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { isProblem } from "#contract/problems.ts";
import { useChange } from "../app/gallery.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import { nameOfTerm } from "../assets/terms.ts";
import { ProblemAlert } from "../ui/problem-alert.tsx";
import type { PublicationValues } from "./publication-values.ts";
import classes from "./publishing.module.css";
import { STALE_AFTER_MOVE } from "./use-listing.ts";

type PublishSummaryProps = {
  asset: Asset;
  values: PublicationValues;
  /** Back to the form; with what the server said when it refused a field. */
  onBack: (reason?: unknown) => void;
  onPublished: () => void;
};

/** In words what the button will do. */
export function PublishSummary({ asset, values, onBack, onPublished }: PublishSummaryProps) {
  const { t } = useTranslation("publishing");
  const publish = useChange("publishing.publish-asset", {
    stale: [...STALE_AFTER_MOVE, "assets.get-card"],
    onSuccess: onPublished,
  });
  const { visibility, audience, description, licence, tasks, dataTypes } = values;
  const submit = () =>
    publish.mutate(
      {
        params: addressOf(asset),
        body: {
          visibility,
          audience: visibility === "restricted" ? audience.map(({ name }) => name) : [],
          description,
          licence: licence ?? "",
          tasks,
          dataTypes,
          acceptsAgreements: true,
        },
      },
      {
        onError: (error) => {
          if (isProblem(error, "validation-failed")) onBack(error);
        },
      },
    );
  return (
    <Stack>
      <SummaryText asset={asset} values={values} />
      <ProblemAlert error={publish.error} />
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={() => onBack()} disabled={publish.isPending}>
          {t("summary.back")}
        </Button>
        <Button onClick={submit} loading={publish.isPending}>
          {t("summary.action")}
        </Button>
      </Group>
    </Stack>
  );
}

function SummaryText({ asset, values }: Pick<PublishSummaryProps, "asset" | "values">) {
  const { t, i18n } = useTranslation(["publishing", "app"]);
  const locale = i18n.language;
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const { visibility, audience, description, licence, tasks, dataTypes } = values;
  const people = list.format(audience.map((person) => person.nickname || person.name));
  const namesOf = (kind: "task" | "dataType", ids: readonly string[]) =>
    list.format(ids.map((id) => nameOfTerm(kind, id, locale)));
  return (
    <div className={classes.summary}>
      <p>{t("summary.what", { kind: t(`app:kinds.${asset.kind}`), name: asset.fullName })}</p>
      <p>
        {visibility === "restricted"
          ? t("summary.restricted", { people })
          : t(`summary.${visibility}`)}
      </p>
      <blockquote>{description}</blockquote>
      <p>{t("summary.licence", { licence: nameOfTerm("licence", licence ?? "", locale) })}</p>
      {tasks.length > 0 ? <p>{t("summary.tasks", { tasks: namesOf("task", tasks) })}</p> : null}
      {dataTypes.length > 0 ? (
        <p>{t("summary.dataTypes", { types: namesOf("dataType", dataTypes) })}</p>
      ) : null}
      <p className={classes.quiet}>{t("summary.after")}</p>
    </div>
  );
}

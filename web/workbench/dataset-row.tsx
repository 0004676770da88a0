import { Badge, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { findDataType } from "#contract/taxonomies/data-types.ts";
import { termName } from "#contract/taxonomies/term.ts";
import type { Dataset } from "#contract/workbench/dataset.ts";
import { useChange } from "../app/gallery.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { PageLink } from "../ui/page-link.tsx";
import rows from "../ui/rows.module.css";
import { toast } from "../ui/toast.ts";
import { RelativeTime } from "../ui/values.tsx";
import { versionLabel } from "./dataset-names.ts";
import { VersionsDialog } from "./versions-dialog.tsx";
import classes from "./workbench.module.css";

/** One dataset: what it is, where its files lie, how far it is filled, and its versions. */
export function DatasetRow({ dataset }: { dataset: Dataset }) {
  const { t, i18n } = useTranslation("workbench");
  const [isShowing, versions] = useDisclosure(false);
  const [isDeleting, deletion] = useDisclosure(false);
  const { name, description, bucket, inputPath, outputPath, latestVersion } = dataset;
  const type = findDataType(dataset.dataType);
  return (
    <li className={`${rows.row} ${classes.dataset}`}>
      <div className={rows.words}>
        <div className={rows.title}>
          <span className={rows.name}>{name}</span>
          <Badge variant="light" color="gray">
            {type ? termName(type, i18n.language) : dataset.dataType}
          </Badge>
          <FillState dataset={dataset} />
        </div>
        {description === "" ? null : <div className={classes.description}>{description}</div>}
        <div className={rows.facts}>
          <span>
            {t("input")} <span className={classes.path}>{`${bucket}/${inputPath}`}</span>
          </span>
          <span>
            {t("output")} <span className={classes.path}>{`${bucket}/${outputPath}`}</span>
          </span>
          <span>
            {latestVersion === null
              ? t("noVersion")
              : t("latest", { version: versionLabel(latestVersion) })}
          </span>
          <span>
            {t("createdAt")} <RelativeTime value={dataset.createdAt} />
          </span>
        </div>
      </div>
      <div className={classes.actions}>
        <Button variant="default" size="xs" onClick={versions.open}>
          {t("versions")}
        </Button>
        <Button variant="default" size="xs" onClick={deletion.open}>
          {t("delete")}
        </Button>
      </div>
      {isShowing ? <VersionsDialog dataset={dataset} onClose={versions.close} /> : null}
      {isDeleting ? <DeleteDialog dataset={dataset} onClose={deletion.close} /> : null}
    </li>
  );
}

const COLOURS = {
  queued: "gray",
  running: "accent",
  done: "green",
  failed: "red",
  cancelled: "gray",
} as const;

function FillState({ dataset: { connection, delivery } }: { dataset: Dataset }) {
  const { t } = useTranslation("workbench");
  if (connection === null) return <Badge color="red">{t("cutOff")}</Badge>;
  if (delivery === null) return null;
  return (
    <PageLink href="/me/downloads" className={classes.state}>
      <Badge variant="light" color={COLOURS[delivery.state]}>
        {t(`states.${delivery.state}`)}
      </Badge>
    </PageLink>
  );
}

function DeleteDialog({ dataset, onClose }: { dataset: Dataset; onClose: () => void }) {
  const { t } = useTranslation("workbench");
  const { id, name } = dataset;
  const remove = useChange("workbench.delete-dataset", {
    stale: ["workbench.list-datasets"],
    onSuccess: () => toast(t("deleted", { name })),
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t("deleteOf", { name })}
      action={t("delete")}
      isDangerous
      isRunning={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ params: { id } })}
    >
      {t("deleteText")}
    </ConfirmDialog>
  );
}

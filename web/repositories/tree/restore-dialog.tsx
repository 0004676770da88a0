import { Alert } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RestorePlan } from "#contract/repositories/restore-endpoints.ts";
import { revisionHref } from "../../app/addresses.ts";
import { useCall, useChange } from "../../app/gallery.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "../storage/storage.module.css";

const SHOWN = 8;

type RestoreDialogProps = {
  onClose: () => void;
  title: string;
  /** The revision that is restored. */
  revision: string;
  /** A file or folder; "" is everything. */
  path: string;
  isFile?: boolean;
};

/** REP-7: an older state becomes the newest commit, after saying what that changes. */
export function RestoreDialog({ onClose, title, revision, path, isFile }: RestoreDialogProps) {
  const { t } = useTranslation(["storage", "repositories"]);
  const asset = useAsset();
  const params = addressOf(asset);
  const navigate = useNavigate();
  const branch = asset.defaultBranch;
  const planned = useCall("repositories.plan-restore", {
    params: { ...params, revision },
    query: { branch, path },
  });
  const restore = useChange("repositories.restore-revision", {
    stale: [
      "repositories.list-tree",
      "repositories.list-commits",
      "repositories.get-file",
      "repositories.plan-restore",
      "assets.get-asset",
      "assets.get-card",
    ],
    onSuccess: async () => {
      toast(t("repositories:restored"));
      const page = isFile === true ? "blob" : "tree";
      await navigate({ href: revisionHref(params, page, { revision: branch, path }) });
    },
  });
  const plan = planned.data;
  const isReady = plan !== undefined && plan.purged.length === 0 && countOf(plan) > 0;
  if (!isReady) {
    return (
      <Dialog onClose={onClose} title={title} centered>
        {planned.error ? <ErrorState error={planned.error} /> : null}
        {plan ? <PlanFacts plan={plan} branch={branch} /> : null}
        {!plan && !planned.error ? <output>{t("restorePlanning", { branch })}</output> : null}
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={title}
      action={t("repositories:restore")}
      isRunning={restore.isPending}
      error={restore.error}
      onConfirm={() =>
        restore.mutate({
          params,
          body: {
            branch,
            revision,
            path,
            ...(asset.head === null ? {} : { expectedHead: asset.head }),
          },
        })
      }
    >
      <PlanFacts plan={plan} branch={branch} />
      <p className={classes.note}>{t("restoreNote", { branch })}</p>
    </ConfirmDialog>
  );
}

function countOf({ added, modified, deleted }: RestorePlan): number {
  return added + modified + deleted;
}

function PlanFacts({ plan, branch }: { plan: RestorePlan; branch: string }) {
  const { t } = useTranslation("storage");
  const { added, modified, deleted, changes, purged } = plan;
  if (purged.length > 0) {
    return (
      <Alert
        color="yellow"
        variant="light"
        title={<span className={classes.blocked}>{t("restorePurged")}</span>}
      >
        <Names names={purged} total={purged.length} />
      </Alert>
    );
  }
  if (countOf(plan) === 0) return <p>{t("restoreNothing", { branch })}</p>;
  return (
    <div className={classes.plan}>
      <ul>
        {added > 0 ? <li>{t("restoreAdded", { count: added })}</li> : null}
        {modified > 0 ? <li>{t("restoreModified", { count: modified })}</li> : null}
        {deleted > 0 ? <li>{t("restoreDeleted", { count: deleted })}</li> : null}
      </ul>
      <Names names={changes.map(({ path }) => path)} total={countOf(plan)} />
    </div>
  );
}

function Names({ names, total }: { names: readonly string[]; total: number }) {
  const { t } = useTranslation("storage");
  const shown = names.slice(0, SHOWN);
  return (
    <ul className={classes.names}>
      {shown.map((name) => (
        <li key={name}>{name}</li>
      ))}
      {total > shown.length ? <li>{t("more", { count: total - shown.length })}</li> : null}
    </ul>
  );
}

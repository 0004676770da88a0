import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { Connection } from "#contract/repositories/connection.ts";
import classes from "../../accounts/settings/settings.module.css";
import { useChange } from "../../app/gallery.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { toast } from "../../ui/toast.ts";
import { RelativeTime } from "../../ui/values.tsx";
import { ConnectionDialog } from "./connection-dialog.tsx";
import { ConnectionTestDialog } from "./connection-test-dialog.tsx";

/** One connection: where it leads, and what one may do with it. */
export function ConnectionRow({ connection }: { connection: Connection }) {
  const { t } = useTranslation("buckets");
  const [isTesting, test] = useDisclosure(false);
  const [isEditing, edit] = useDisclosure(false);
  const [isDeleting, deletion] = useDisclosure(false);
  const { name, updatedAt } = connection;
  return (
    <li className={classes.row}>
      <div className={classes.rowWords}>
        <div className={classes.rowTitle}>{name}</div>
        <div className={classes.rowFacts}>
          <span className={classes.id}>{placeOf(connection)}</span>
          <span>
            {t("updated")} <RelativeTime value={updatedAt} />
          </span>
        </div>
      </div>
      <div className={classes.rowActions}>
        <Button variant="default" size="xs" onClick={test.open}>
          {t("test")}
        </Button>
        <Button variant="default" size="xs" onClick={edit.open}>
          {t("edit")}
        </Button>
        <Button variant="default" size="xs" onClick={deletion.open}>
          {t("delete")}
        </Button>
      </div>
      {isTesting ? <ConnectionTestDialog connection={connection} onClose={test.close} /> : null}
      {isEditing ? <ConnectionDialog connection={connection} onClose={edit.close} /> : null}
      {isDeleting ? <DeleteDialog connection={connection} onClose={deletion.close} /> : null}
    </li>
  );
}

/** `storage.example.com/bucket/path/`. */
export function placeOf({ endpoint, region, bucket, prefix }: Connection): string {
  const host = endpoint === null ? `Amazon S3 ${region}` : new URL(endpoint).host;
  return `${host}/${bucket}/${prefix}`;
}

function DeleteDialog({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const { t } = useTranslation("buckets");
  const { id, name } = connection;
  const remove = useChange("repositories.delete-connection", {
    stale: ["repositories.list-connections"],
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
      {t("deleteText", { name })}
    </ConfirmDialog>
  );
}

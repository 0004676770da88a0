import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CommitOperation, TreeEntry } from "#contract/repositories/repository.ts";
import { useCall, useChange } from "../../app/gallery.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { toast } from "../../ui/toast.ts";
import { RenameDialog } from "./rename-dialog.tsx";

type Changed = Pick<TreeEntry, "name" | "path" | "type">;

type EntryChanges = {
  /** Opens the dialog; undefined where this viewer may not change files at this revision. */
  rename: ((entry: Changed) => void) | undefined;
  remove: ((entry: Changed) => void) | undefined;
  dialogs: ReactNode;
};

type EntryChangesOptions = {
  revision: string;
  /** The commit that the page shows: a branch that moved since is not overwritten. */
  head: string | undefined;
  onDone?: (operation: CommitOperation) => void;
};

/** REP-7: renaming and deleting, each a commit on the branch, after a confirmation. */
export function useEntryChanges({ revision, head, onDone }: EntryChangesOptions): EntryChanges {
  const { t } = useTranslation(["repositories", "storage"]);
  const asset = useAsset();
  const params = addressOf(asset);
  const [renamed, setRenamed] = useState<Changed>();
  const [removed, setRemoved] = useState<Changed>();
  const { data: refs } = useCall("repositories.list-refs", { params });
  const isBranch = refs?.branches.some((branch) => branch.name === revision) ?? false;
  const commit = useChange("repositories.create-commit", {
    stale: [
      "repositories.list-tree",
      "repositories.list-commits",
      "repositories.get-file",
      "assets.get-asset",
      "assets.get-card",
    ],
  });
  const close = () => {
    setRenamed(undefined);
    setRemoved(undefined);
    commit.reset();
  };
  const run = (operation: CommitOperation, title: string) =>
    commit.mutate(
      {
        params,
        body: {
          branch: revision,
          title,
          operations: [operation],
          ...(head === undefined ? {} : { expectedHead: head }),
        },
      },
      {
        onSuccess: () => {
          toast(title);
          close();
          onDone?.(operation);
        },
      },
    );
  const mayChange = asset.abilities.write && isBranch;
  return {
    rename: mayChange ? setRenamed : undefined,
    remove: mayChange ? setRemoved : undefined,
    dialogs: (
      <>
        <RenameDialog
          key={renamed?.path}
          entry={renamed}
          onClose={close}
          isRunning={commit.isPending}
          error={commit.error}
          onRename={(from, to) => run({ op: "rename", from, to }, t("renameCommit", { from, to }))}
        />
        <ConfirmDialog
          isOpen={removed !== undefined}
          onClose={close}
          title={t(removed?.type === "folder" ? "deleteFolder" : "deleteFile")}
          action={t("deleteAction", { name: removed?.name ?? "" })}
          isDangerous
          isRunning={commit.isPending}
          error={commit.error}
          onConfirm={() =>
            removed &&
            run(
              { op: removed.type === "folder" ? "delete-folder" : "delete", path: removed.path },
              t("deleteCommit", { path: removed.path }),
            )
          }
        >
          {t("deleteText", { path: removed?.path ?? "", branch: revision })}{" "}
          {t("storage:deleteKeeps", { branch: revision })}
        </ConfirmDialog>
      </>
    ),
  };
}

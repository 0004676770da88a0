import { Select } from "@mantine/core";
import { IconGitBranch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { assetHref } from "../../../app/addresses.ts";
import { stringifySearch } from "../../../app/search-params.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";

type BranchFieldProps = {
  branch: string;
  branches: string[];
  folder: string;
  /** There are files for this branch already. */
  isLocked: boolean;
};

/** The branch that gets the commit; another one is another upload. */
export function BranchField({ branch, branches, folder, isLocked }: BranchFieldProps) {
  const { t } = useTranslation("uploads");
  const navigate = useNavigate();
  const address = addressOf(useAsset());
  return (
    <Select
      label={t("branch")}
      leftSection={<IconGitBranch size={16} />}
      data={branches.includes(branch) ? branches : [branch, ...branches]}
      value={branch}
      disabled={isLocked}
      searchable
      allowDeselect={false}
      onChange={(chosen) => {
        if (chosen === null || chosen === branch) return;
        const search = stringifySearch({ branch: chosen, path: folder });
        void navigate({ href: `${assetHref(address)}/upload${search}`, replace: true });
      }}
    />
  );
}

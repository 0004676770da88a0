import { Anchor, Autocomplete } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { assetHref } from "../../app/addresses.ts";
import { useCall } from "../../app/gallery.ts";
import { addressOf } from "../../assets/asset/use-asset.ts";
import { PageLink } from "../../ui/page-link.tsx";
import type { StepProps } from "./step-props.ts";

/** So many files are offered; any other is named by its path. */
const OFFERED = 200;

type PackageFieldProps = StepProps & { label: string; required: boolean; error: ReactNode };

/** PUB-21: which file of the repository is the package. */
export function PackageField({ asset, values, onChange, ...shown }: PackageFieldProps) {
  const { t } = useTranslation("publish");
  const params = { ...addressOf(asset), revision: asset.defaultBranch };
  const { data } = useCall("repositories.list-tree", {
    params,
    query: { recursive: "true", limit: OFFERED },
  });
  const files = data?.items.filter(({ type, path }) => type === "file" && path !== "README.md");
  return (
    <Autocomplete
      label={shown.label}
      required={shown.required}
      error={shown.error}
      description={
        files?.length === 0 ? (
          <Anchor component={PageLink} href={`${assetHref(addressOf(asset))}/upload`} inherit>
            {t("about.uploadPackage")}
          </Anchor>
        ) : (
          t("about.packagePathText")
        )
      }
      data={files?.map(({ path }) => path) ?? []}
      value={values.packagePath}
      onChange={(packagePath) => onChange({ packagePath })}
      openOnFocus={false}
      spellCheck={false}
    />
  );
}

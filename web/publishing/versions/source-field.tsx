import { Autocomplete, type AutocompleteProps } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconGitCommit } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { useCall } from "../../app/gallery.ts";
import { addressOf } from "../../assets/asset/use-asset.ts";
import { RelativeTime } from "../../ui/values.tsx";
import classes from "./versions.module.css";

const SETTLED_MS = 300;

type SourceFieldProps = AutocompleteProps & {
  asset: Pick<Asset, "kind" | "owner" | "name">;
  value: string;
};

/** A branch, a tag or the id of a commit; says which commit that is. */
export function SourceField({ asset, ...field }: SourceFieldProps) {
  const { t } = useTranslation(["versions", "repositories"]);
  const params = addressOf(asset);
  const { data: refs } = useCall("repositories.list-refs", { params });
  const branches = refs?.branches.map(({ name }) => name) ?? [];
  const tags = refs?.tags.filter(({ isProtected }) => !isProtected).map(({ name }) => name) ?? [];
  const groups = [
    { group: t("repositories:branches"), items: branches },
    { group: t("repositories:tags"), items: tags.filter((name) => !branches.includes(name)) },
  ];
  return (
    <div>
      <Autocomplete
        label={t("form.source")}
        description={t("form.sourceText")}
        required
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        maxDropdownHeight={260}
        data={groups.filter(({ items }) => items.length > 0)}
        {...field}
      />
      <SourceCommit asset={asset} revision={field.value} />
    </div>
  );
}

type SourceCommitProps = { asset: SourceFieldProps["asset"]; revision: string };

/** Which commit the source is now, once nothing is typed any more. */
function SourceCommit({ asset, revision }: SourceCommitProps) {
  const [settled] = useDebouncedValue(revision.trim(), SETTLED_MS);
  if (settled === "") return null;
  return (
    <p className={classes.source} aria-live="polite">
      <IconGitCommit size={15} aria-hidden="true" />
      <SettledCommit asset={asset} revision={settled} />
    </p>
  );
}

function SettledCommit({ asset, revision }: SourceCommitProps) {
  const { t } = useTranslation("versions");
  const params = { ...addressOf(asset), revision };
  const { data, error } = useCall("repositories.list-commits", { params, query: { limit: 1 } });
  const [commit] = data?.items ?? [];
  if (error) return <span>{t("form.sourceUnknown")}</span>;
  if (commit === undefined) return <span>…</span>;
  return (
    <span>
      <code>{commit.id.slice(0, 7)}</code> {commit.title} ·{" "}
      <RelativeTime value={commit.committedAt} />
    </span>
  );
}

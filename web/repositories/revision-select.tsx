import { Select } from "@mantine/core";
import { IconGitBranch, IconGitCommit, IconTag } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { compareVersions, parseVersion } from "#contract/publishing/version-number.ts";
import { revisionHref } from "../app/addresses.ts";
import { useCall } from "../app/gallery.ts";
import { addressOf, useAsset } from "../assets/asset/use-asset.ts";
import { shortRevision } from "./paths.ts";

type RevisionSelectProps = { revision: string; path: string; page: "tree" | "blob" | "commits" };

/** The branch, tag or commit that the page shows; another one leads to the same path there. */
export function RevisionSelect({ revision, path, page }: RevisionSelectProps) {
  const { t } = useTranslation("repositories");
  const navigate = useNavigate();
  const params = addressOf(useAsset());
  return (
    <RevisionPicker
      label={t("revisionLabel")}
      revision={revision}
      onChoose={(chosen) =>
        void navigate({ href: revisionHref(params, page, { revision: chosen, path }) })
      }
    />
  );
}

type RevisionPickerProps = {
  label: string;
  revision: string;
  /** Another one than it was. */
  onChoose: (revision: string) => void;
};

/** A choice among the branches and tags; a commit is shown when it is the present one. */
export function RevisionPicker({ label, revision, onChoose }: RevisionPickerProps) {
  const { t } = useTranslation("repositories");
  const params = addressOf(useAsset());
  const { data: refs } = useCall("repositories.list-refs", { params });
  const branches = refs?.branches.map((ref) => ref.name) ?? [];
  const tags = refs?.tags.map((ref) => ref.name) ?? [];
  const versions =
    refs?.tags.filter(({ isProtected }) => isProtected).map(({ name }) => name) ?? [];
  const isKnown = branches.includes(revision) || tags.includes(revision);
  const Icon = tags.includes(revision) ? IconTag : isKnown || !refs ? IconGitBranch : IconGitCommit;
  const others = tags.filter((tag) => !branches.includes(tag) && !versions.includes(tag));
  const groups = [
    ...(isKnown ? [] : [{ group: t("revision"), items: [optionOf(revision)] }]),
    { group: t("versions"), items: versions.toSorted(highestFirst).map(optionOf) },
    { group: t("branches"), items: branches.map(optionOf) },
    { group: t("tags"), items: others.map(optionOf) },
  ];
  return (
    <Select
      w={190}
      aria-label={label}
      leftSection={<Icon size={16} aria-hidden="true" />}
      data={groups.filter(({ items }) => items.length > 0)}
      value={revision}
      onChange={(chosen) => {
        if (chosen && chosen !== revision) onChoose(chosen);
      }}
      searchable
      allowDeselect={false}
      maxDropdownHeight={360}
      nothingFoundMessage={t("noRevision")}
    />
  );
}

function highestFirst(one: string, other: string): number {
  return compareVersions(parseVersion(other) ?? [0, 0, 0], parseVersion(one) ?? [0, 0, 0]);
}

function optionOf(revision: string): { value: string; label: string } {
  return { value: revision, label: shortRevision(revision) };
}

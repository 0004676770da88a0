import { Select } from "@mantine/core";
import { IconGitBranch, IconGitCommit, IconTag } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { revisionHref } from "../app/addresses.ts";
import { useCall } from "../app/gallery.ts";
import { addressOf, useAsset } from "../assets/asset/use-asset.ts";
import { shortRevision } from "./paths.ts";

/** As many as one page of the list; older ones are reached from the versions of the asset. */
const VERSIONS = 100;

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
  // The tags of versions are shown as those that this viewer is offered.
  const tags = refs?.tags.filter((tag) => !tag.isProtected).map((ref) => ref.name) ?? [];
  const { data: listed } = useCall("publishing.list-versions", {
    params,
    query: { limit: VERSIONS },
  });
  const versions = listed?.items.map(({ number }) => number) ?? [];
  const isKnown = [...branches, ...tags, ...versions].includes(revision);
  const isTag = tags.includes(revision) || versions.includes(revision);
  const Icon = isTag ? IconTag : isKnown || !refs ? IconGitBranch : IconGitCommit;
  const groups = [
    ...(isKnown ? [] : [{ group: t("revision"), items: [optionOf(revision)] }]),
    { group: t("versions"), items: versions.map(optionOf) },
    { group: t("branches"), items: branches.map(optionOf) },
    { group: t("tags"), items: tags.filter((tag) => !branches.includes(tag)).map(optionOf) },
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

function optionOf(revision: string): { value: string; label: string } {
  return { value: revision, label: shortRevision(revision) };
}

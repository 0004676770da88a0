import { MultiSelect } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Term, termName } from "#contract/taxonomies/term.ts";

export type TermGroup = { name: string; terms: readonly Term[] };

type TermsSelectProps = {
  id?: string;
  label: string;
  description?: string;
  /** One list, or the groups that it is shown in. */
  terms: readonly Term[] | readonly TermGroup[];
  value: readonly string[];
  onChange: (ids: string[]) => void;
  required?: boolean;
  error?: ReactNode;
};

/** Several of a standard list. Ids outside it are kept, and shown as they are. */
export function TermsSelect({ terms, value, ...props }: TermsSelectProps) {
  const { t, i18n } = useTranslation("editor");
  const optionOf = (term: Term) => ({ value: term.id, label: termName(term, i18n.language) });
  const groups = terms.map((entry) =>
    "terms" in entry
      ? { group: entry.name, items: entry.terms.map(optionOf) }
      : { group: "", items: [optionOf(entry)] },
  );
  const isGrouped = groups.some(({ group }) => group !== "");
  const options = groups.flatMap(({ items }) => items);
  const known = new Set(options.map((option) => option.value));
  const strange = value.filter((id) => !known.has(id)).map((id) => ({ value: id, label: id }));
  const listed = isGrouped ? groups : options;
  const data = isGrouped
    ? [...(strange.length > 0 ? [{ group: t("otherTerms"), items: strange }] : []), ...groups]
    : [...strange, ...options];
  return (
    <MultiSelect
      {...props}
      data={strange.length > 0 ? data : listed}
      value={[...value]}
      searchable
      openOnFocus={false}
      hidePickedOptions
      nothingFoundMessage={t("nothingFound")}
      maxDropdownHeight={300}
    />
  );
}

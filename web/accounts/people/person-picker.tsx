import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { NamespaceSummary } from "#contract/fields.ts";
import { callOptions } from "../../app/gallery.ts";
import { SearchPicker } from "../../ui/search-picker.tsx";
import { PersonName } from "./person-name.tsx";

type PersonPickerProps = {
  label: string;
  /** Names that are chosen already. */
  without: readonly string[];
  onChoose: (person: NamespaceSummary) => void;
  error?: ReactNode;
};

/** ACC-3: people are found by account name, account ID or nickname. */
export function PersonPicker({ label, without, onChoose, error }: PersonPickerProps) {
  const { t } = useTranslation("accounts");
  const [words, setWords] = useState("");
  const [q] = useDebouncedValue(words.trim(), 200);
  const { data } = useQuery({
    ...callOptions("accounts.find-people", { query: { q, limit: 10 } }),
    enabled: q !== "",
  });
  const isSettled = q === words.trim();
  const found = data?.items.filter((person) => !without.includes(person.name));
  return (
    <SearchPicker
      label={label}
      description={t("people.text")}
      placeholder={t("people.find")}
      words={words}
      onWords={setWords}
      options={
        isSettled
          ? found?.map((person) => ({
              value: person.name,
              shown: <PersonName person={person} />,
            }))
          : undefined
      }
      nothing={t("people.none")}
      onChoose={(name) => {
        const person = found?.find((each) => each.name === name);
        if (person) onChoose(person);
      }}
      error={error}
    />
  );
}

import { CloseButton } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { NamespaceSummary } from "#contract/fields.ts";
import classes from "./people.module.css";
import { PersonName } from "./person-name.tsx";
import { PersonPicker } from "./person-picker.tsx";

type PeopleChooserProps = {
  label: string;
  value: NamespaceSummary[];
  onChange: (people: NamespaceSummary[]) => void;
  error?: ReactNode;
};

/** Several people, each of them removable. */
export function PeopleChooser({ label, value, onChange, error }: PeopleChooserProps) {
  const { t } = useTranslation("accounts");
  return (
    <div>
      <PersonPicker
        label={label}
        without={value.map((person) => person.name)}
        onChoose={(person) => onChange([...value, person])}
        error={error}
      />
      {value.length > 0 ? (
        <ul className={classes.chosen}>
          {value.map((person) => (
            <li key={person.name} className={classes.chip}>
              <PersonName person={person} />
              <CloseButton
                size="xs"
                aria-label={t("removeNamed", { name: person.name })}
                onClick={() => onChange(value.filter((each) => each.name !== person.name))}
              />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

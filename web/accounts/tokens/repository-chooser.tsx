import { CloseButton, SegmentedControl } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TokenRepository } from "#contract/accounts/credentials.ts";
import { useCall } from "../../app/gallery.ts";
import { KindBadge } from "../../ui/kind-badge.tsx";
import { SearchPicker } from "../../ui/search-picker.tsx";
import classes from "./repository-chooser.module.css";

export type ChosenRepository = TokenRepository;

type RepositoryChooserProps = {
  value: ChosenRepository[];
  onChange: (chosen: ChosenRepository[]) => void;
  error?: ReactNode;
};

const keyOf = ({ kind, owner, name }: Omit<ChosenRepository, "right">) =>
  `${kind}/${owner}/${name}`;

/** The repositories that a fine-grained token reaches, and what it may do in each. */
export function RepositoryChooser({ value, onChange, error }: RepositoryChooserProps) {
  const { t } = useTranslation("accounts");
  const [words, setWords] = useState("");
  const [q] = useDebouncedValue(words.trim(), 200);
  const { data } = useCall("assets.list-own-assets", { query: { limit: 20, ...(q ? { q } : {}) } });
  const chosenKeys = new Set(value.map(keyOf));
  const found = data?.items
    .map(({ kind, owner, name }) => ({ kind, owner: owner.name, name }))
    .filter((repository) => !chosenKeys.has(keyOf(repository)));
  const choose = (key: string) => {
    const repository = found?.find((each) => keyOf(each) === key);
    if (repository) onChange([...value, { ...repository, right: "read" }]);
  };
  const replace = (changed: ChosenRepository) =>
    onChange(value.map((each) => (keyOf(each) === keyOf(changed) ? changed : each)));
  return (
    <div>
      <SearchPicker
        label={t("tokens.repositories")}
        description={t("tokens.repositoriesText")}
        placeholder={t("tokens.findRepository")}
        words={words}
        onWords={setWords}
        options={found?.map((repository) => ({
          value: keyOf(repository),
          shown: <RepositoryName {...repository} />,
        }))}
        nothing={t("tokens.noRepository")}
        onChoose={choose}
        error={error}
      />
      <ul className={classes.chosen}>
        {value.map((repository) => (
          <li key={keyOf(repository)} className={classes.repository}>
            <RepositoryName {...repository} />
            <SegmentedControl
              size="xs"
              aria-label={t("tokens.rightFor", { name: repository.name })}
              data={[
                { value: "read", label: t("rights.read") },
                { value: "write", label: t("rights.write") },
              ]}
              value={repository.right}
              onChange={(right) =>
                replace({ ...repository, right: right === "write" ? "write" : "read" })
              }
            />
            <CloseButton
              size="sm"
              aria-label={t("removeNamed", { name: repository.name })}
              onClick={() => onChange(value.filter((each) => keyOf(each) !== keyOf(repository)))}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function RepositoryName({ kind, owner, name }: Omit<ChosenRepository, "right">) {
  return (
    <span className={classes.name}>
      <KindBadge kind={kind} withLabel={false} />
      {owner}/{name}
    </span>
  );
}

import { Combobox, Loader, TextInput, useCombobox } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";

export type SearchPickerOption = { value: string; shown: ReactNode };

type SearchPickerProps = {
  label: string;
  description?: string;
  placeholder?: string;
  /** What is typed; the owner turns it into options. */
  words: string;
  onWords: (words: string) => void;
  /** Undefined while they are being looked for. */
  options: SearchPickerOption[] | undefined;
  /** Said when the words find nothing. */
  nothing: string;
  onChoose: (value: string) => void;
  error?: ReactNode;
};

/** Finds one of many by words and adds it; what was chosen is shown by the owner. */
export function SearchPicker(props: SearchPickerProps) {
  const { words, options, onWords, onChoose } = props;
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const isAsked = words.trim() !== "";
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(value) => {
        onChoose(value);
        onWords("");
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <TextInput
          label={props.label}
          description={props.description}
          placeholder={props.placeholder}
          error={props.error}
          leftSection={<IconSearch size={15} />}
          rightSection={isAsked && !options ? <Loader size={14} /> : null}
          value={words}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            onWords(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!isAsked || !options}>
        <Combobox.Options mah={260} style={{ overflowY: "auto" }}>
          {options?.map(({ value, shown }) => (
            <Combobox.Option key={value} value={value}>
              {shown}
            </Combobox.Option>
          ))}
          {options?.length === 0 ? <Combobox.Empty>{props.nothing}</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

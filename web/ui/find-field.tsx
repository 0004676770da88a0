import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./find-field.module.css";

const TYPING_MS = 250;
/** As long as lists take words. */
const MAX_LENGTH = 200;

type FindFieldProps = {
  label: string;
  /** The words that the list shows now. */
  value: string;
  /** Called with the words, trimmed, when typing pauses. */
  onFind: (words: string) => void;
};

/** Words that narrow the list below. */
export function FindField({ label, value, onFind }: FindFieldProps) {
  const [words, setWords] = useState(value);
  const find = useDebouncedCallback((next: string) => onFind(next.trim()), TYPING_MS);
  return (
    <TextInput
      className={classes.find ?? ""}
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} />}
      value={words}
      maxLength={MAX_LENGTH}
      onChange={(event) => {
        setWords(event.currentTarget.value);
        find(event.currentTarget.value);
      }}
    />
  );
}

import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useSlashKey } from "../../app/layout/use-slash-key.ts";
import classes from "./list.module.css";
import { type ListSearch, MAX_WORDS, withWords } from "./list-search.ts";

const TYPING_MS = 250;

type WordsFieldProps = {
  search: ListSearch;
  onChange: (search: ListSearch, isTyping?: boolean) => void;
  placeholder: string;
  /** No other search field is on the page: `/` focuses this one. */
  isMainSearch: boolean;
};

/** What is typed narrows the list after a pause; a new pause before that waits anew. */
export function WordsField({ search, onChange, placeholder, isMainSearch }: WordsFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useSlashKey(() => {
    if (isMainSearch) field.current?.focus();
  });
  const [text, setText] = useState(search.q);
  const [lastSought, setLastSought] = useState(search.q);
  if (search.q !== lastSought) {
    setLastSought(search.q);
    if (search.q !== text.trim()) setText(search.q);
  }
  const seek = useDebouncedCallback(
    (words: string) => onChange(withWords(search, words), true),
    TYPING_MS,
  );
  return (
    <TextInput
      ref={field}
      className={classes.words}
      type="search"
      maxLength={MAX_WORDS}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      placeholder={placeholder}
      aria-label={placeholder}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        seek(event.currentTarget.value.trim());
      }}
    />
  );
}

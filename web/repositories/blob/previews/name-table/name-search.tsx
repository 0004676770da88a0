import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./name-table.module.css";

type NameSearchProps = { label: string; onSearch: (wanted: string) => void };

const TYPING_MS = 250;

/** Searches once the reader stops typing. */
export function NameSearch({ label, onSearch }: NameSearchProps) {
  const [typed, setTyped] = useState("");
  const search = useDebouncedCallback(onSearch, TYPING_MS);
  return (
    <TextInput
      className={classes.search}
      type="search"
      size="sm"
      aria-label={label}
      placeholder={label}
      maxLength={200}
      leftSection={<IconSearch size={15} aria-hidden="true" />}
      value={typed}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        search(value.trim());
      }}
    />
  );
}

import { TextInput } from "@mantine/core";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { IconSearch } from "@tabler/icons-react";
import { type SubmitEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { searchHref } from "../addresses.ts";
import { oneOf } from "../search-params.ts";
import classes from "./shell.module.css";
import { useSlashKey } from "./use-slash-key.ts";

/** Search over everything; `/` focuses it from anywhere outside a field. */
export function SearchField({ size = "sm" }: { size?: "sm" | "lg" }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const sought = useLocation({
    select: ({ pathname, search }) =>
      pathname === "/search" ? (oneOf((search as Record<string, unknown>).q) ?? "") : "",
  });
  const [text, setText] = useState(sought);
  const [lastSought, setLastSought] = useState(sought);
  if (sought !== lastSought) {
    setLastSought(sought);
    setText(sought);
  }
  const field = useRef<HTMLInputElement>(null);
  useSlashKey(() => field.current?.focus());
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const q = text.trim();
    if (q !== "") void navigate({ href: searchHref(q) });
  };
  return (
    <search>
      <form onSubmit={submit}>
        <TextInput
          ref={field}
          type="search"
          size={size}
          name="q"
          maxLength={200}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          placeholder={t("searchEverything")}
          aria-label={t("searchEverything")}
          leftSection={<IconSearch size={size === "lg" ? 20 : 16} aria-hidden="true" />}
          rightSection={<kbd className={classes.key}>/</kbd>}
        />
      </form>
    </search>
  );
}

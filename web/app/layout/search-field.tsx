import { TextInput } from "@mantine/core";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { IconSearch } from "@tabler/icons-react";
import {
  type FocusEvent,
  type KeyboardEvent,
  lazy,
  type SubmitEvent,
  Suspense,
  useId,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { searchHref } from "../addresses.ts";
import { oneOf } from "../search-params.ts";
import type { Choice } from "./search/choices.ts";
import { rememberSearch } from "./search/recent-searches.ts";
import { useSuggestions } from "./search/use-suggestions.ts";
import classes from "./shell.module.css";
import { useSlashKey } from "./use-slash-key.ts";

// Nobody needs it before typing.
const SuggestionPanel = lazy(async () => ({
  default: (await import("./search/suggestion-panel.tsx")).SuggestionPanel,
}));

/**
 * Search over everything; `/` focuses it from anywhere outside a field. While one types, what may be
 * meant is offered below: arrows choose, Enter goes there, Escape closes.
 */
export function SearchField({ size = "sm" }: { size?: "sm" | "lg" }) {
  const { t } = useTranslation();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useSoughtWords();
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const navigate = useNavigate();
  const state = useSuggestions(text, isOpen);
  const isShown = isOpen && (state.groups.length > 0 || text.trim() !== "");
  useSlashKey(() => field.current?.focus());
  const open = (to: boolean) => {
    setIsOpen(to);
    setActive(-1);
  };
  const choose = (choice: Choice) => {
    if ("words" in choice) {
      rememberSearch(choice.words);
      setText(choice.words);
    } else {
      setText("");
    }
    open(false);
    field.current?.blur();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const chosen = state.choices[active];
    const words = text.trim();
    if (chosen === undefined && words === "") return;
    const choice: Choice = chosen ?? { sort: "all", words, href: searchHref(words) };
    choose(choice);
    void navigate({ href: choice.href });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Keys that belong to an input method choose its characters.
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setIsOpen(true);
      setActive(nextPlace(active + step, state.choices.length));
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (isShown) open(false);
      else field.current?.blur();
    }
  };
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent<HTMLInputElement>) => {
    if (!currentTarget.form?.contains(relatedTarget)) open(false);
  };
  return (
    <search>
      <form onSubmit={submit} className={classes.searchForm} data-size={size}>
        <TextInput
          ref={field}
          size={size}
          name="q"
          maxLength={200}
          autoComplete="off"
          enterKeyHint="search"
          spellCheck={false}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={isShown}
          aria-controls={`${id}-list`}
          aria-activedescendant={active < 0 ? undefined : `${id}-${active}`}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            open(true);
          }}
          onFocus={() => open(true)}
          onClick={() => setIsOpen(true)}
          onKeyDown={onKeyDown}
          onBlur={onBlur}
          placeholder={t("searchEverything")}
          aria-label={t("searchEverything")}
          leftSection={<IconSearch size={size === "lg" ? 20 : 16} aria-hidden="true" />}
          rightSection={<kbd className={classes.key}>/</kbd>}
        />
        {isShown ? (
          <Suspense fallback={null}>
            <SuggestionPanel
              id={id}
              state={state}
              active={active}
              onActive={setActive}
              onChoose={choose}
              onLeave={() => open(false)}
            />
          </Suspense>
        ) : null}
      </form>
    </search>
  );
}

/** Down from the last, and up from the first, is the field itself: -1. */
function nextPlace(wanted: number, count: number): number {
  if (wanted < -1) return count - 1;
  return wanted >= count ? -1 : wanted;
}

/** The words of the search page stand in the field. */
function useSoughtWords(): [string, (text: string) => void] {
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
  return [text, setText];
}

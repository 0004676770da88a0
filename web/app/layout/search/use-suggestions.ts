import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { callOptions } from "../../gallery.ts";
import { type Choice, type ChoiceGroup, choicesOf } from "./choices.ts";
import { forgetSearches, readRecentSearches } from "./recent-searches.ts";

/** A pause in typing after which it is asked. */
const TYPING_MS = 150;

export type SuggestionState = {
  groups: ChoiceGroup[];
  /** All of them in the order in which the arrow keys go through. */
  choices: Choice[];
  /** What is shown belongs to earlier words, or nothing has come yet. */
  isSearching: boolean;
  /** The words are answered, and nothing was found. */
  isNothing: boolean;
  hasFailed: boolean;
  hasRecent: boolean;
  forgetRecent: () => void;
};

/** What is offered for the text of the search field; asked for only while it is open. */
export function useSuggestions(text: string, isOpen: boolean): SuggestionState {
  const words = text.trim();
  const [settled] = useDebouncedValue(words, TYPING_MS);
  const [, setForgotten] = useState(0);
  const recent = isOpen ? readRecentSearches() : [];
  // A question that nobody waits for any longer is taken back.
  const query = useQuery({
    ...callOptions("assets.suggest", { query: { q: settled } }),
    enabled: isOpen && settled !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
  const found = words === "" ? undefined : query.data;
  const groups = choicesOf(text, recent, found);
  const isSearching = words !== "" && (words !== settled || query.isFetching);
  const hasFound = groups.some(({ name }) => name !== "all" && name !== "recent");
  return {
    groups,
    choices: groups.flatMap(({ choices }) => choices),
    isSearching,
    isNothing: words !== "" && !isSearching && !hasFound && query.data !== undefined,
    hasFailed: words !== "" && !isSearching && query.isError,
    hasRecent: words === "" && recent.length > 0,
    forgetRecent: () => {
      forgetSearches();
      setForgotten((times) => times + 1);
    },
  };
}

import { useNavigate, useSearch } from "@tanstack/react-router";
import type { SearchParams } from "../../app/search-params.ts";
import { useForgetAnswers } from "../../app/session.ts";
import { nextAddress } from "./next-address.ts";

/** What follows a sign-in or sign-up: the page asks everything anew and goes where one wanted to. */
export function useEnter(): () => Promise<void> {
  const navigate = useNavigate();
  const forgetAnswers = useForgetAnswers();
  const { next } = useSearch({ strict: false }) as SearchParams;
  return async () => {
    await forgetAnswers();
    await navigate({ href: nextAddress(next), replace: true });
  };
}

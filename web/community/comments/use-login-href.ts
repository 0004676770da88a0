import { useLocation } from "@tanstack/react-router";
import { useAccount } from "../../app/session.ts";
import { anchorOf } from "./use-comments-place.ts";

/**
 * For a visitor the way to sign in, and from there back here; null for who is signed in.
 * @param comment that they come back to.
 */
export function useLoginHref(comment?: string): string | null {
  const account = useAccount();
  const { pathname, searchStr } = useLocation();
  if (account !== null) return null;
  const fragment = comment === undefined ? "" : `#${anchorOf(comment)}`;
  return `/login?next=${encodeURIComponent(pathname + searchStr + fragment)}`;
}

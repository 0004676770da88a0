import { useLocation } from "@tanstack/react-router";
import { createContext, use } from "react";
import type { Address } from "#contract/fields.ts";

const CommentsPlaceContext = createContext<Address | null>(null);

/** Set by `Comments`: the asset that everything below it is said about. */
export const CommentsPlaceProvider = CommentsPlaceContext.Provider;

/** The address of the asset that is commented on. */
export function useCommentsPlace(): Address {
  const place = use(CommentsPlaceContext);
  if (!place) throw new Error("useCommentsPlace outside of comments");
  return place;
}

/** Before the id of a comment in an address. */
const FRAGMENT = "comment-";

export function anchorOf(id: string): string {
  return `${FRAGMENT}${id}`;
}

/** The comment that the fragment of an address leads to. */
export function commentOfHash(hash: string): string | null {
  const name = hash.replace(/^#/u, "");
  return name.startsWith(FRAGMENT) ? name.slice(FRAGMENT.length) : null;
}

/** This page with a comment in front: the link to it. */
export function useCommentHref(id: string): string {
  const { pathname, searchStr } = useLocation();
  return `${pathname}${searchStr}#${anchorOf(id)}`;
}

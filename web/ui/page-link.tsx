import { Link, type LinkComponentProps } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, Ref } from "react";
import { parseSearch } from "../app/search-params.ts";

type PageLinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> & {
  /** An address of ours from app/addresses.ts, with its query and fragment. */
  href: string;
  ref?: Ref<HTMLAnchorElement>;
  /** The page's code and data are fetched on hover unless false. */
  preload?: false;
  /** When the link is `aria-current`: at this very path unless said otherwise. */
  activeOptions?: { exact?: boolean; includeSearch?: boolean };
};

const AT_PATH = { exact: true, includeSearch: false };

/**
 * A link to a page of ours, without a page load. Give it to Mantine components as
 * `component={PageLink}`. For addresses that the server answers use a plain `<a>`.
 */
export function PageLink({ href, activeOptions = AT_PATH, ...rest }: PageLinkProps) {
  const url = new URL(href, "http://page");
  const target = {
    to: url.pathname,
    search: parseSearch(url.search),
    hash: decodeURIComponent(url.hash.slice(1)),
  };
  // Addresses are built in one place as text, so the router's own table of paths is not asked.
  return <Link {...({ ...rest, ...target, activeOptions } as LinkComponentProps)} />;
}

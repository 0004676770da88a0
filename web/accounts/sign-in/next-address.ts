import { oneOf } from "../../app/search-params.ts";

/** Where to go after signing in: a page of ours, never an address of another site. */
export function nextAddress(next: unknown): string {
  const wanted = oneOf(next) ?? "/";
  const url = URL.parse(wanted, "http://page");
  const isOurs = wanted.startsWith("/") && url?.origin === "http://page";
  return isOurs ? url.pathname + url.search + url.hash : "/";
}

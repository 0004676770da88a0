import { createHmac } from "node:crypto";
import { canBeName } from "../rules.ts";

const MINUTE_MS = 60_000;

/** How long somebody may be away at the provider. */
export const DEPARTURE_MS = 10 * MINUTE_MS;
/** How long somebody whom the provider vouches for may take to say which account is theirs. */
export const ARRIVAL_MS = 15 * MINUTE_MS;
export const MAX_LOGINS = 10;
/** OpenID Connect Core 1.0, section 2: a subject has at most 255 ASCII characters. */
export const SUBJECT_PATTERN = /^[\x20-\x7e]{1,255}$/u;

/**
 * State, nonce and PKCE verifier of one departure. They are made of the secret that the browser
 * alone keeps, so the server stores none of them, and whoever returns without it fits nothing.
 */
export function challengesOf(secret: string): Record<"state" | "nonce" | "verifier", string> {
  const derive = (purpose: string) =>
    createHmac("sha256", secret).update(`external sign-in ${purpose}`).digest("base64url");
  return { state: derive("state"), nonce: derive("nonce"), verifier: derive("verifier") };
}

/** A page of this gallery, never an address of another site. */
export function ownPath(next: string): string {
  const url = URL.parse(next, "http://gallery.invalid");
  const isOwn = next.startsWith("/") && url?.origin === "http://gallery.invalid";
  return isOwn ? url.pathname + url.search + url.hash : "/";
}

const NAME_LENGTH = 36;

/** What a person could be called here, made of what the provider calls them. */
export function nameFrom(proposals: readonly (string | undefined)[]): string {
  for (const proposal of proposals) {
    const name = (proposal ?? "")
      .normalize("NFKD")
      .replaceAll(/[^A-Za-z0-9_-]+/gu, "-")
      .replaceAll(/-{2,}/gu, "-")
      .replaceAll(/_{2,}/gu, "_")
      .slice(0, NAME_LENGTH)
      .replaceAll(/^[-_]+|[-_]+$/gu, "")
      .toLowerCase();
    if (canBeName(name)) return name;
  }
  return "user";
}

/** The name and its neighbours, the first free one of which is proposed. */
export function neighboursOf(name: string): string[] {
  return [name, ...Array.from({ length: 30 }, (_, index) => `${name}-${index + 2}`)];
}

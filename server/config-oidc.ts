import { z } from "zod";
import { isLoopback } from "./platform/http/index.ts";
import { type HostRules, parseHostRules, PUBLIC_ONLY } from "./platform/network/index.ts";

/** The provider by which people may sign in. */
export type OidcSettings = {
  issuer: string;
  clientId: string;
  /** Null: a public client, which PKCE protects. */
  clientSecret: string | null;
  /** On the button: "Sign in with …". */
  name: string;
  /** May the provider's people have accounts here that an operator has not made? */
  isSignUpOpen: boolean;
  /** Where its endpoints may be beside the issuer's own host. */
  hosts: HostRules;
};

/** The settings of the sign-in by a provider; without GALLERY_OIDC_ISSUER there is none. */
export const OIDC_VARIABLES = {
  GALLERY_OIDC_ISSUER: z
    .url("must be an address such as https://login.example.org")
    .refine(isTrusted, "must begin with https://, unless it is on this machine")
    .optional(),
  GALLERY_OIDC_CLIENT_ID: z.string().max(300).optional(),
  GALLERY_OIDC_CLIENT_SECRET: z.string().max(1000).optional(),
  GALLERY_OIDC_NAME: z.string().trim().min(1).max(40).optional(),
  GALLERY_OIDC_SIGN_UP: z.enum(["open", "closed"]).optional(),
  GALLERY_OIDC_HOSTS: z
    .string()
    .transform((text, context) => {
      const rules = parseHostRules(text);
      if (rules !== undefined) return rules;
      context.addIssue("must be hosts such as login.internal:8443, *.example.com or *");
      return z.NEVER;
    })
    .default(PUBLIC_ONLY),
};

const Variables = z.object(OIDC_VARIABLES);

/** What is wrong with the settings together: `[variable, message]` pairs. */
export function findOidcFaults(
  value: z.output<typeof Variables>,
): [variable: string, message: string][] {
  if (value.GALLERY_OIDC_ISSUER === undefined) {
    const lonely = (["GALLERY_OIDC_CLIENT_ID", "GALLERY_OIDC_CLIENT_SECRET"] as const).filter(
      (name) => value[name] !== undefined,
    );
    return lonely.map((name) => [name, "has no meaning without GALLERY_OIDC_ISSUER"]);
  }
  if (value.GALLERY_OIDC_CLIENT_ID !== undefined) return [];
  return [["GALLERY_OIDC_CLIENT_ID", "belongs to GALLERY_OIDC_ISSUER, which is set"]];
}

/** @param galleryIsOpen whether anybody may sign up here; the provider's people may then too. */
export function oidcSettings(
  value: z.output<typeof Variables>,
  galleryIsOpen: boolean,
): OidcSettings | null {
  const { GALLERY_OIDC_ISSUER: issuer, GALLERY_OIDC_CLIENT_ID: clientId } = value;
  if (issuer === undefined || clientId === undefined) return null;
  const signUp = value.GALLERY_OIDC_SIGN_UP ?? (galleryIsOpen ? "open" : "closed");
  return {
    issuer,
    clientId,
    clientSecret: value.GALLERY_OIDC_CLIENT_SECRET ?? null,
    name: value.GALLERY_OIDC_NAME ?? new URL(issuer).hostname,
    isSignUpOpen: signUp === "open",
    hosts: value.GALLERY_OIDC_HOSTS,
  };
}

/** What travels in clear must not leave this machine. */
function isTrusted(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer);
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}

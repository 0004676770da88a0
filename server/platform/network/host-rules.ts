import { isPublicAddress } from "./public-address.ts";
import { isIP } from "node:net";

/** Where this server may connect to for others, as an operator writes it. */
export type HostRules = {
  /** Any host of the internet. */
  allowsPublic: boolean;
  /** Hosts that may also be in a private network; a port of null: any. */
  hosts: readonly { host: string; port: number | null }[];
  /** Hosts below these, of the internet only: whoever owns a domain chooses its addresses. */
  domains: readonly string[];
};

export const PUBLIC_ONLY: HostRules = { allowsPublic: true, hosts: [], domains: [] };

const ENTRY = /^(?<host>\*|\*\.[a-z0-9.-]+|[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(?<port>\d{1,5}))?$/;

/**
 * Reads a list such as `minio.internal:9000, *.example.com, *`: the first may be private, the others
 * are of the internet; without `*` nothing else is reached.
 * @returns undefined when it is not such a list.
 */
export function parseHostRules(text: string): HostRules | undefined {
  const hosts: { host: string; port: number | null }[] = [];
  const domains: string[] = [];
  let allowsPublic = false;
  for (const entry of text.toLowerCase().split(",")) {
    const { host, port } = ENTRY.exec(entry.trim())?.groups ?? {};
    if (host === undefined || Number(port ?? 0) > 65_535) return undefined;
    if (host.startsWith("*") && port !== undefined) return undefined;
    if (host === "*") allowsPublic = true;
    else if (host.startsWith("*.")) domains.push(host.slice(1));
    else
      hosts.push({ host: withoutBrackets(host), port: port === undefined ? null : Number(port) });
  }
  return { allowsPublic, hosts, domains };
}

/** `refused`: never; `public`: at addresses of the internet; `any`: wherever its name leads. */
export type Reach = "refused" | "public" | "any";

/** What the rules say of a host, before its name is looked up. @param url its origin. */
export function reachOf(rules: HostRules, url: URL): Reach {
  const host = withoutBrackets(url.hostname.toLowerCase());
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const isNamed = rules.hosts.some(
    (named) => named.host === host && (named.port === null || named.port === port),
  );
  if (isNamed) return "any";
  const isBelow = rules.domains.some((domain) => host.endsWith(domain));
  if (!rules.allowsPublic && !isBelow) return "refused";
  return isIP(host) === 0 || isPublicAddress(host) ? "public" : "refused";
}

function withoutBrackets(host: string): string {
  return host.startsWith("[") ? host.slice(1, -1) : host;
}

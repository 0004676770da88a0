import type { FastifyRequest } from "fastify";
import { ASSET_KINDS, type AssetKind, KIND_PLURALS } from "#contract/kinds.ts";
import { problem } from "#contract/problems.ts";
import type { RepositoryAddress } from "../repositories/index.ts";

/** The hub's plural of a kind in API paths (`/api/datasets/…`); a space is our app. */
export const HUB_TYPES = { models: "model", datasets: "dataset", spaces: "app" } as const;
export type HubType = keyof typeof HUB_TYPES;

/** The prefix of web, resolve and git addresses. */
const PREFIXES: Partial<Record<AssetKind, string>> = { dataset: "datasets/", app: "spaces/" };

/** The singular type in request bodies. */
const KINDS: Record<string, AssetKind> = { model: "model", dataset: "dataset", space: "app" };

export function typeOfKind(kind: AssetKind): HubType {
  if (kind === "dataset") return "datasets";
  return kind === "app" ? "spaces" : "models";
}

/** `type` of a body; absent means model. */
export function kindOfType(type: string | null | undefined): AssetKind {
  const kind = KINDS[type ?? "model"];
  if (kind === undefined) {
    throw problem("validation-failed", { detail: `type: must be model, dataset or space` });
  }
  return kind;
}

/** The web address of a repository, e.g. `https://gallery/datasets/alice/squad`. */
export function webUrl(baseUrl: string, kind: AssetKind, fullName: string): string {
  return `${baseUrl}/${PREFIXES[kind] ?? ""}${fullName}`;
}

/** Where its owner publishes a repository, on our own page. */
export function settingsUrl(baseUrl: string, kind: AssetKind, fullName: string): string {
  const prefix = kind === "model" ? "" : `${KIND_PLURALS[kind]}/`;
  return `${baseUrl}/${prefix}${fullName}/settings`;
}

/** The path prefixes under which a kind's resolve and git addresses are mounted. */
export const WEB_PREFIXES: readonly { prefix: string; kind: AssetKind }[] = [
  { prefix: "", kind: "model" },
  { prefix: "/datasets", kind: "dataset" },
  { prefix: "/spaces", kind: "app" },
];

/** The same for git and git-lfs, and the address of the page for every other kind. */
export const GIT_PREFIXES: typeof WEB_PREFIXES = [
  ...WEB_PREFIXES,
  ...ASSET_KINDS.filter((kind) => kind !== "model" && kind !== "dataset").map((kind) => ({
    prefix: `/${KIND_PLURALS[kind]}`,
    kind,
  })),
];

/** Address from route parameters; a git-style name loses its `.git`. */
export function addressOf(request: FastifyRequest, kind: AssetKind): RepositoryAddress {
  const { owner, name } = request.params as { owner?: string; name?: string };
  if (owner === undefined || name === undefined) throw problem("not-found");
  return { kind, owner, name: name.replace(/\.git$/, "") };
}

/** `namespace/name` as bodies carry it: with `organization` beside it, or alone for oneself. */
export function splitFullName(
  fullName: string,
  organization: string | null | undefined,
  ownName: string,
): { owner: string; name: string } {
  const [first = "", second, ...rest] = fullName.split("/");
  if (rest.length > 0) {
    throw problem("validation-failed", { detail: "name: must be name or namespace/name" });
  }
  if (second !== undefined) return { owner: first, name: second };
  return { owner: organization ?? ownName, name: first };
}

/** The parameter `rev`, and the wildcard path behind it. */
export function revisionOf(request: FastifyRequest): string {
  return (request.params as { rev?: string }).rev ?? "main";
}
export function pathOf(request: FastifyRequest): string {
  return ((request.params as { "*"?: string })["*"] ?? "").replace(/\/+$/, "");
}

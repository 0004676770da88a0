import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address, AssetKind, CommitId } from "../fields.ts";
import { CommitReceipt } from "../repositories/repository.ts";
import {
  Asset,
  AssetQuery,
  AssetResults,
  Card,
  CardIssue,
  CardSettings,
  NewAsset,
  Rename,
} from "./asset.ts";

const BASE = "/assets/:kind/:owner/:name";
const SEE = { who: "anyone", scope: "read", right: "see" } as const;
const READ = { who: "anyone", scope: "read", right: "read" } as const;
const WRITE = { who: "signed-in", scope: "write", right: "write" } as const;
const MANAGE = { who: "signed-in", scope: "write", right: "manage" } as const;

export const searchAssets = endpoint({
  id: "assets.search-assets",
  method: "GET",
  path: "/assets",
  summary: "Find listed assets by words in English and Chinese, filters and sort order",
  access: { who: "anyone", scope: "read" },
  query: AssetQuery,
  answer: { status: 200, body: AssetResults },
});

export const createAsset = endpoint({
  id: "assets.create-asset",
  method: "POST",
  path: "/assets",
  summary: "Create an asset with its repository and first commit, as a draft",
  access: { who: "signed-in", scope: "write" },
  body: NewAsset,
  answer: { status: 201, body: Asset },
  problems: ["asset-name-taken", "not-found", "forbidden"],
  idempotent: true,
});

export const getAsset = endpoint({
  id: "assets.get-asset",
  method: "GET",
  path: BASE,
  summary: "One asset with what this viewer may do",
  access: SEE,
  params: Address,
  answer: { status: 200, body: Asset },
});

export const deleteAsset = endpoint({
  id: "assets.delete-asset",
  method: "DELETE",
  path: BASE,
  summary: "Delete an asset for good; `confirmation` repeats owner/name",
  access: MANAGE,
  params: Address,
  query: z.object({ confirmation: z.string().max(300) }),
  answer: { status: 204 },
  problems: ["confirmation-wrong", "asset-subscribed"],
});

export const renameAsset = endpoint({
  id: "assets.rename-asset",
  method: "POST",
  path: `${BASE}/rename`,
  summary: "Rename or move an asset; the old address redirects",
  access: MANAGE,
  params: Address,
  body: Rename,
  answer: { status: 200, body: Asset },
  problems: ["asset-name-taken"],
});

export const getCard = endpoint({
  id: "assets.get-card",
  method: "GET",
  path: `${BASE}/card`,
  summary: "README.md with its structured settings",
  access: READ,
  params: Address,
  answer: { status: 200, body: Card },
});

export const editCard = endpoint({
  id: "assets.edit-card",
  method: "PUT",
  path: `${BASE}/card`,
  summary: "Write the README.md, its settings, or both, as one commit",
  access: WRITE,
  params: Address,
  body: z.object({
    /** The body below the front matter. */
    body: z.string().max(2_000_000).optional(),
    settings: CardSettings.partial().optional(),
    /** The whole README.md instead of the two. */
    source: z.string().max(2_000_000).optional(),
    expectedHead: CommitId.optional(),
  }),
  answer: { status: 200, body: CommitReceipt },
  problems: ["card-invalid", "parent-stale"],
  bodyLimitBytes: 8 * 1024 * 1024,
});

export const checkCard = endpoint({
  id: "assets.check-card",
  method: "POST",
  path: "/cards/check",
  summary: "What a README.md means: its settings, errors and warnings; with changes written in",
  access: { who: "anyone", scope: "read" },
  body: z.object({
    kind: AssetKind,
    source: z.string().max(2_000_000),
    /** Written into the source before it is read, as `edit-card` would. */
    body: z.string().max(2_000_000).optional(),
    settings: CardSettings.partial().optional(),
  }),
  answer: {
    status: 200,
    body: z.object({
      source: z.string(),
      settings: CardSettings,
      body: z.string(),
      errors: z.array(CardIssue),
      warnings: z.array(CardIssue),
    }),
  },
  problems: ["card-invalid"],
  bodyLimitBytes: 8 * 1024 * 1024,
});

export const addFavourite = endpoint({
  id: "assets.add-favourite",
  method: "PUT",
  path: `${BASE}/favourite`,
  summary: "Bookmark an asset",
  access: { ...SEE, who: "signed-in", scope: "write" },
  params: Address,
  answer: { status: 204 },
});

export const removeFavourite = endpoint({
  id: "assets.remove-favourite",
  method: "DELETE",
  path: `${BASE}/favourite`,
  summary: "Remove the bookmark",
  access: { ...SEE, who: "signed-in", scope: "write" },
  params: Address,
  answer: { status: 204 },
});

export * from "./category-endpoints.ts";
export * from "./check-endpoints.ts";
export * from "./cover-endpoints.ts";
export * from "./gate-endpoints.ts";
export * from "./statistics-endpoints.ts";
export * from "./mark-endpoints.ts";
export * from "./own-endpoints.ts";
export * from "./lineage-endpoints.ts";
export * from "./lookup-endpoints.ts";
export * from "./use-endpoints.ts";
export * from "./completeness-endpoints.ts";
export * from "./suggestion-endpoints.ts";

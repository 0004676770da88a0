import { z } from "zod";
import {
  Address,
  AssetKind,
  AssetName,
  CommitId,
  NamespaceSummary,
  Timestamp,
  text,
} from "../fields.ts";
import { Category } from "./category.ts";
import { CARD_ISSUE_CODES } from "./card-issues.ts";
import { GateMode } from "./gate.ts";

export const Visibility = z.enum(["public", "restricted", "private"]);
export type Visibility = z.infer<typeof Visibility>;

export const ListingState = z.enum([
  "draft",
  "publishing",
  "publish-failed",
  "in-review",
  "rejected",
  "published",
  "unlisted",
]);
export type ListingState = z.infer<typeof ListingState>;

/** 0–90 characters (REP-1); a listing asks for at least one (PUB-1). */
export const Description = text("description", { max: 90 });
export const TitleZh = text("titleZh", { max: 96 });
/** Shown instead of the name, for kinds that have a title (PUB-9). */
export const Title = text("title", { max: 96 });

const Ids = z.array(z.string().min(1).max(100)).max(100);

/** The smallest machine a model runs on. */
export const MinimumSpecification = z.object({
  acceleratorCount: z.number().int().min(0).max(1024).optional(),
  acceleratorMemoryGb: z.number().min(0).max(10_000).optional(),
  cpuCores: z.number().min(0).max(10_000).optional(),
  memoryGb: z.number().min(0).max(100_000).optional(),
});

/**
 * The structured half of the card (REP-8, REP-9): the same facts as the README's front matter.
 * Ids are those of the taxonomies; ids outside them are kept and shown as they are.
 */
export const CardSettings = z.object({
  title: Title,
  titleZh: TitleZh,
  description: Description,
  licences: Ids,
  tasks: Ids,
  languages: Ids,
  frameworks: Ids,
  hardware: Ids,
  dataTypes: Ids,
  tags: Ids,
  baseModels: Ids,
  datasets: Ids,
  minimumSpecification: MinimumSpecification.nullable(),
  supportsDistributedTraining: z.boolean(),
  supportsDistributedInference: z.boolean(),
});
export type CardSettings = z.infer<typeof CardSettings>;

export const CardIssue = z.object({
  code: z.enum(CARD_ISSUE_CODES),
  /** In English. */
  message: z.string(),
  /** What the words of the code need. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Of README.md, from 1. */
  line: z.number().int().nullable(),
});
export type CardIssue = z.infer<typeof CardIssue>;

export const Card = z.object({
  /** The whole README.md. */
  source: z.string(),
  /** Without its front matter. */
  body: z.string(),
  settings: CardSettings,
  /** What is wrong with the front matter; the settings are then those of the last good card. */
  errors: z.array(CardIssue),
  commit: CommitId.nullable(),
});
export type Card = z.infer<typeof Card>;

export const Abilities = z.object({
  read: z.boolean(),
  write: z.boolean(),
  manage: z.boolean(),
  publish: z.boolean(),
  unlist: z.boolean(),
  relist: z.boolean(),
  withdraw: z.boolean(),
  delete: z.boolean(),
  favourite: z.boolean(),
});

/** An asset as a card in a list. */
export const AssetSummary = z.object({
  id: z.string(),
  kind: AssetKind,
  owner: NamespaceSummary,
  name: z.string(),
  title: z.string(),
  titleZh: z.string(),
  description: z.string(),
  licences: z.array(z.string()),
  tasks: z.array(z.string()),
  languages: z.array(z.string()),
  frameworks: z.array(z.string()),
  dataTypes: z.array(z.string()),
  /** PUB-10: those it is in itself, not those above them. */
  categories: z.array(Category),
  /** PUB-9: where the cover is; a new one has a new address. */
  coverUrl: z.string().nullable(),
  visibility: Visibility,
  state: ListingState,
  isOfficial: z.boolean(),
  isFeatured: z.boolean(),
  downloads: z.number(),
  favourites: z.number(),
  /** DIS-1: how many subscribe to it now. */
  subscriptions: z.number(),
  isFavourite: z.boolean(),
  /** PUB-15: whether access to the content must be asked for. */
  gate: GateMode,
  /** PUB-7: a limit is set, so that who reads the content has subscribed. */
  needsSubscription: z.boolean(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  /** When it was last put on the shelf. */
  publishedAt: Timestamp.nullable(),
});
export type AssetSummary = z.infer<typeof AssetSummary>;

export const Asset = AssetSummary.extend({
  /** `owner/name` with the real case. */
  fullName: z.string(),
  settings: CardSettings,
  hardware: z.array(z.string()),
  tags: z.array(z.string()),
  /** REP-10: neither text question answering nor text generation. */
  isCustomModel: z.boolean(),
  defaultBranch: z.string(),
  head: CommitId.nullable(),
  sizeBytes: z.number(),
  fileCount: z.number(),
  views: z.number(),
  abilities: Abilities,
});
export type Asset = z.infer<typeof Asset>;

export const NewAsset = z.object({
  kind: AssetKind,
  /** Own account or an organisation one may write to. */
  owner: z.string().min(1).max(200),
  name: AssetName,
  titleZh: TitleZh.default(""),
  licence: z.string().max(100).optional(),
  description: Description.default(""),
});
export type NewAsset = z.input<typeof NewAsset>;

export const SORTS = [
  "relevance",
  "updated",
  "downloads",
  "favourites",
  "subscriptions",
  "newest",
  "trending",
] as const;

const Filter = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat())
  .pipe(z.array(z.string().min(1).max(100)).max(20))
  .optional();

/** Filters of one name are alternatives; different names must all match. */
export const AssetQuery = z.object({
  q: z.string().trim().max(200).optional(),
  /** Nothing is searched for instead of words that find nothing. */
  asTyped: z.stringbool().optional(),
  kind: AssetKind.optional(),
  owner: z.string().max(200).optional(),
  task: Filter,
  licence: Filter,
  language: Filter,
  framework: Filter,
  hardware: Filter,
  dataType: Filter,
  /** Ids of categories; an asset in one below matches too. */
  category: Filter,
  official: z.stringbool().optional(),
  featured: z.stringbool().optional(),
  /** Only the viewer's favourites. */
  favourite: z.stringbool().optional(),
  sort: z.enum(SORTS).optional(),
  cursor: z.string().max(2048).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(24),
});
export type AssetQuery = z.infer<typeof AssetQuery>;

/** How many assets of the result have each value of a filter; most frequent first. */
export const Facet = z.object({ value: z.string(), count: z.number().int() });

/**
 * Other words, where those asked for find nothing or little. `isApplied`: they find nothing, and the
 * results are those of the other words ("showing results for"); otherwise the results are those of
 * what was asked for, and the other words would find far more ("did you mean"). Empty words that are
 * applied: nothing in what was typed can be searched for, and everything is shown.
 */
export const Correction = z.object({ words: z.string(), isApplied: z.boolean() });
export type Correction = z.infer<typeof Correction>;

export const AssetResults = z.object({
  items: z.array(AssetSummary),
  nextCursor: z.string().nullable(),
  /** `isExact` false: "about N". */
  total: z.object({ value: z.number().int(), isExact: z.boolean() }),
  facets: z.record(
    z.enum(["task", "licence", "language", "framework", "dataType", "category"]),
    z.array(Facet),
  ),
  /** A cursor goes on with the words that were applied. */
  correction: Correction.nullable(),
});
export type AssetResults = z.infer<typeof AssetResults>;

export const Rename = z.object({ owner: Address.shape.owner, name: AssetName });

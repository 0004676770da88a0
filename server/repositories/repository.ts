import type { AssetKind } from "#contract/fields.ts";

/** One versioned file store. The asset in front of it shares its id. */
export type Repository = {
  id: number;
  publicId: string;
  namespaceId: number;
  /** Name of the person or organisation that owns it, in its real case. */
  ownerName: string;
  kind: AssetKind;
  name: string;
  defaultBranch: string;
  /** Bytes and number of the files on the default branch. */
  sizeBytes: number;
  fileCount: number;
  createdAt: Date;
  updatedAt: Date;
  /** What is missing to who sees it and may not read it; null: nothing that can be had. */
  readNeeds: ReadNeeds | null;
  /** What is kept back from the viewer it was found for; absent: nothing. */
  withheld?: Withheld;
};

/** What of a repository is kept back from whoever only reads it. */
export type Withheld = {
  /** Closed files by their blobs, and large ones by their SHA-256 too. */
  closed: ReadonlySet<string>;
  /** The blobs of those that are small: of a large one git has a pointer, which tells nothing. */
  closedBlobs: ReadonlySet<string>;
  /** Too many are closed to tell them apart. */
  closesAll: boolean;
  /** Paths of some of them. */
  named: readonly string[];
  /** The commit at which they see the default branch; null: where it is. */
  head: string | null;
  /** Full names of refs that do not exist for them. */
  refs: ReadonlySet<string>;
};

/** An account that may see a repository reads it once it has this: the domain in front says so. */
export type ReadNeeds = "access" | "subscription" | "access-and-subscription" | "open-code";

/** 0 nothing, 1 see (metadata), 2 read (content), 3 write, 4 manage. */
export type RightLevel = 0 | 1 | 2 | 3 | 4;

/** How a repository is asked for; compared without regard to case. */
export type RepositoryAddress = { kind: AssetKind; owner: string; name: string };

export type FoundRepository = {
  repository: Repository;
  level: RightLevel;
  /** The commit of its default branch as this was read; null before the first one. */
  head: string | null;
  /** When the viewer may read no longer, as things are now; null: no end is known. */
  readEndsAt: Date | null;
  /** The address was an old one: protocols answer with a redirect. */
  movedTo: boolean;
};

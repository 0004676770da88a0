import { resolve } from "node:path";
import { z } from "zod";
import type { Region } from "#contract/publishing/regions.ts";
import { findOidcFaults, OIDC_VARIABLES, type OidcSettings, oidcSettings } from "./config-oidc.ts";
import { regionList } from "./config-regions.ts";
import { findS3Faults, S3_VARIABLES, s3Settings } from "./config-s3.ts";
import { canHoldDatabase } from "./platform/database/index.ts";
import { type HostRules, parseHostRules, PUBLIC_ONLY } from "./platform/network/index.ts";
import type { S3Settings } from "./platform/storage/index.ts";

const GB = 1_000_000_000;

const bytes = (fallback: number) => z.coerce.number().int().min(0).default(fallback);
const flag = (fallback: boolean) => z.stringbool().default(fallback);

/** Every setting by its environment variable; flags of `npm start` set the same variables. */
const Environment = z.object({
  GALLERY_HOST: z.string().default("127.0.0.1"),
  GALLERY_PORT: z.coerce.number().int().min(0).max(65_535).default(7860),
  GALLERY_DATA: z.string().optional(),
  GALLERY_URL: z.url().optional(),
  GALLERY_NAME: z.string().max(64).default("Open Gallery"),
  GALLERY_TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  GALLERY_SECRET: z.string().min(32).optional(),
  GALLERY_SIGN_UP: z.enum(["open", "closed"]).default("open"),
  GALLERY_SIGN_UPS_PER_HOUR: z.coerce.number().int().min(0).default(30),
  GALLERY_FAILED_SIGN_INS: z.coerce.number().int().min(0).default(100),
  GALLERY_REVIEW: z.enum(["automatic", "manual"]).default("automatic"),
  GALLERY_ALLOW_NARROWING: flag(false),
  GALLERY_ONBOARDING: flag(false),
  GALLERY_REVIEW_FOUR_EYES: flag(false),
  GALLERY_REVIEW_COMMITS: z.enum(["rescan", "hold"]).default("rescan"),
  GALLERY_AUTOMATIC_TRAINING: z.enum(["refused", "listed"]).default("refused"),
  GALLERY_REGIONS: regionList,
  GALLERY_GROWTH_CHECK_IN: z.coerce.number().int().min(0).max(1000).default(1),
  GALLERY_GROWTH_PUBLISHING: z.coerce.number().int().min(0).max(1000).default(10),
  GALLERY_LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "silent"])
    .default(process.stderr.isTTY ? "warn" : "info"),
  GALLERY_DEMO: flag(false),
  GALLERY_PAGE_FILE_BYTES: bytes(5 * GB),
  GALLERY_FILE_BYTES: bytes(60 * GB),
  GALLERY_REPOSITORY_BYTES: bytes(500 * GB),
  GALLERY_OWNER_BYTES: bytes(0),
  GALLERY_FILES_PER_COMMIT: bytes(20_000),
  GALLERY_PREVIEW_BYTES: bytes(10_000_000),
  GALLERY_TABLE_CACHE_BYTES: bytes(20 * GB),
  GALLERY_WHOLE_COPY_BYTES: bytes(20 * GB),
  GALLERY_LFS_BYTES: bytes(10_000_000),
  GALLERY_PULL_REQUEST_BYTES: bytes(10 * GB),
  GALLERY_DATASET_UPLOAD_FILES: bytes(100),
  GALLERY_DATASET_UPLOAD_BYTES: bytes(5 * GB),
  GALLERY_IMPORT_FILES: bytes(20_000),
  GALLERY_IMPORT_BYTES: bytes(30 * GB),
  GALLERY_STORAGE_HOSTS: z
    .string()
    .transform((text, context) => {
      const rules = parseHostRules(text);
      if (rules !== undefined) return rules;
      context.addIssue("must be hosts such as minio.internal:9000, *.example.com or *");
      return z.NEVER;
    })
    .default(PUBLIC_ONLY),
  GALLERY_IDLE_TIMEOUT_SECONDS: z.coerce.number().min(1).default(60),
  GALLERY_COLLECT_GRACE_HOURS: z.coerce.number().min(0).default(24),
  GALLERY_UPLOAD_DAYS: z.coerce.number().min(0).default(7),
  GALLERY_CLAMD: z
    .string()
    .regex(/^(\/.+|\[?[^/\s]+\]?:\d{1,5})$/, "must be the path of a socket, or host:port")
    .optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgresql://")
    .optional(),
  ...OIDC_VARIABLES,
  ...S3_VARIABLES,
  SMTP_URL: z.url().optional(),
  SMTP_FROM: z.string().default("Open Gallery <gallery@localhost>"),
});

export type Config = {
  host: string;
  /** 0 lets the system choose, for tests. */
  port: number;
  dataFolder: string;
  /** Base of every absolute URL, without a trailing slash; null: derived from host and port. */
  url: string | null;
  name: string;
  /** How many proxies in front are believed. */
  trustProxy: number;
  /** The master key; null: the file `secret` in the data folder. */
  secret: string | null;
  isSignUpOpen: boolean;
  /** From one address; 0: no limit. */
  signUpsPerHour: number;
  /** Wrong passwords and key pairs from one address; 0: no limit. */
  failedSignInsPerQuarterHour: number;
  review: "automatic" | "manual";
  allowsNarrowing: boolean;
  /** Who writes in discussions has confirmed nickname and e-mail address first. */
  asksOnboarding: boolean;
  /** Two different reviewers must approve a listing. */
  reviewsByFourEyes: boolean;
  commitReview: "rescan" | "hold";
  /** PUB-1: whether models made by automatic training are kept off the shelf. */
  refusesAutomaticTraining: boolean;
  /** PUB-20: where assets are used; with one, nobody is asked. */
  regions: Region[];
  /** ACC-8: what a check-in and a published asset earn. */
  growth: { checkIn: number; publishing: number };
  /** Null: people sign in with a password of this gallery alone. */
  oidc: OidcSettings | null;
  logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "silent";
  demo: boolean;
  limits: Limits;
  /** What prepared tables and their statistics may take in the data folder. */
  tableCacheBytes: number;
  /** A connection that moves no byte for so long is ended; a moving one never is. */
  idleTimeoutMs: number;
  /** How long unreferenced contents stay before the collector frees them. */
  collectGraceMs: number;
  /** How long an unfinished upload can be resumed. */
  uploadLifetimeMs: number;
  /** The virus scanner (clamd) that looks at what is committed; null: none. */
  clamd: { path: string } | { host: string; port: number } | null;
  databaseUrl: string | null;
  /** Null: objects lie in the data folder. */
  s3: S3Settings | null;
  /** Where the object storage of accounts may be; by default anywhere on the internet. */
  storageHosts: HostRules;
  smtp: { url: string; from: string } | null;
};

/** REP-4 and its neighbours: all configurable, in bytes unless the name says otherwise. */
export type Limits = {
  pageFileBytes: number;
  fileBytes: number;
  repositoryBytes: number;
  /** What one account or organisation may store; null: without limit. Operators override it. */
  ownerBytes: number | null;
  filesPerCommit: number;
  previewBytes: number;
  /** Files of this size and above are large files (LFS pointers in git's eyes). */
  lfsBytes: number;
  /** What pull requests of those who may only read bring to one repository before they are merged. */
  pullRequestBytes: number;
  /** What chunked contents that are downloaded often may take by lying whole in the store too. */
  wholeCopyBytes: number;
  /** PUB-12: what the page sends to a dataset at a time. */
  datasetUploadFiles: number;
  datasetUploadBytes: number;
  /** PUB-12: what one import from object storage may bring. */
  importFiles: number;
  importBytes: number;
};

export class ConfigError extends Error {
  override name = "ConfigError";
}

/** Reads the configuration. Throws ConfigError naming each variable that is wrong. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const set = Object.entries(environment).filter(
    ([, value]) => value !== undefined && value !== "",
  );
  const parsed = Environment.safeParse(Object.fromEntries(set));
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new ConfigError(lines.join("\n"));
  }
  const value = parsed.data;
  const faults = [...findS3Faults(value, value.GALLERY_URL), ...findOidcFaults(value)];
  if (faults.length > 0) {
    throw new ConfigError(faults.map(([name, message]) => `${name}: ${message}`).join("\n"));
  }
  return {
    host: value.GALLERY_HOST,
    port: value.GALLERY_PORT,
    dataFolder: dataFolder(value.GALLERY_DATA),
    url: value.GALLERY_URL?.replace(/\/+$/, "") ?? null,
    name: value.GALLERY_NAME,
    trustProxy: value.GALLERY_TRUST_PROXY,
    secret: value.GALLERY_SECRET ?? null,
    isSignUpOpen: value.GALLERY_SIGN_UP === "open",
    signUpsPerHour: value.GALLERY_SIGN_UPS_PER_HOUR,
    failedSignInsPerQuarterHour: value.GALLERY_FAILED_SIGN_INS,
    review: value.GALLERY_REVIEW,
    allowsNarrowing: value.GALLERY_ALLOW_NARROWING,
    asksOnboarding: value.GALLERY_ONBOARDING,
    reviewsByFourEyes: value.GALLERY_REVIEW_FOUR_EYES,
    commitReview: value.GALLERY_REVIEW_COMMITS,
    refusesAutomaticTraining: value.GALLERY_AUTOMATIC_TRAINING === "refused",
    regions: value.GALLERY_REGIONS,
    growth: { checkIn: value.GALLERY_GROWTH_CHECK_IN, publishing: value.GALLERY_GROWTH_PUBLISHING },
    oidc: oidcSettings(value, value.GALLERY_SIGN_UP === "open"),
    logLevel: value.GALLERY_LOG_LEVEL,
    demo: value.GALLERY_DEMO,
    limits: {
      pageFileBytes: value.GALLERY_PAGE_FILE_BYTES,
      fileBytes: value.GALLERY_FILE_BYTES,
      repositoryBytes: value.GALLERY_REPOSITORY_BYTES,
      ownerBytes: value.GALLERY_OWNER_BYTES === 0 ? null : value.GALLERY_OWNER_BYTES,
      filesPerCommit: value.GALLERY_FILES_PER_COMMIT,
      previewBytes: value.GALLERY_PREVIEW_BYTES,
      lfsBytes: value.GALLERY_LFS_BYTES,
      pullRequestBytes: value.GALLERY_PULL_REQUEST_BYTES,
      wholeCopyBytes: value.GALLERY_WHOLE_COPY_BYTES,
      datasetUploadFiles: value.GALLERY_DATASET_UPLOAD_FILES,
      datasetUploadBytes: value.GALLERY_DATASET_UPLOAD_BYTES,
      importFiles: value.GALLERY_IMPORT_FILES,
      importBytes: value.GALLERY_IMPORT_BYTES,
    },
    tableCacheBytes: value.GALLERY_TABLE_CACHE_BYTES,
    idleTimeoutMs: value.GALLERY_IDLE_TIMEOUT_SECONDS * 1000,
    collectGraceMs: value.GALLERY_COLLECT_GRACE_HOURS * 3_600_000,
    uploadLifetimeMs: value.GALLERY_UPLOAD_DAYS * 86_400_000,
    clamd: value.GALLERY_CLAMD === undefined ? null : clamdAddress(value.GALLERY_CLAMD),
    databaseUrl: value.DATABASE_URL ?? null,
    s3: s3Settings(value),
    storageHosts: value.GALLERY_STORAGE_HOSTS,
    smtp: value.SMTP_URL === undefined ? null : { url: value.SMTP_URL, from: value.SMTP_FROM },
  };
}

function clamdAddress(address: string): NonNullable<Config["clamd"]> {
  if (address.startsWith("/")) return { path: address };
  const colon = address.lastIndexOf(":");
  const host = address.slice(0, colon).replaceAll(/[[\]]/g, "");
  return { host, port: Number(address.slice(colon + 1)) };
}

/** Where root keeps it when the checkout is closed to the user that PostgreSQL then runs as. */
const SYSTEM_FOLDER = "/var/lib/open-gallery";

/** `.gallery` in the checkout, unless the embedded database cannot work there. */
function dataFolder(configured: string | undefined): string {
  if (configured !== undefined) return resolve(configured);
  const inCheckout = resolve(import.meta.dirname, "..", ".gallery");
  return canHoldDatabase(inCheckout) ? inCheckout : SYSTEM_FOLDER;
}

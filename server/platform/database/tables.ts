// Written by tools/generate-tables.ts from the migrated schema. Do not edit.
import type { ColumnType, Generated, GeneratedAlways } from "kysely";

/** jsonb: read as a parsed value, written as JSON text. */
export type Json = ColumnType<unknown, string, string>;

export type AccessKeysTable = {
  id: GeneratedAlways<number>;
  public_id: string;
  access_key: string;
  secret_hash: Buffer;
  account_id: number;
  name: string;
  scope: string;
  created_at: Generated<Date>;
  last_used_at: Date | null;
};

export type AccessRequestsTable = {
  id: GeneratedAlways<number>;
  public_id: string;
  asset_id: number;
  account_id: number;
  status: string;
  was_granted: Generated<boolean>;
  reason: Generated<string>;
  answers: ColumnType<unknown, string | undefined, string>;
  accepted_terms: string | null;
  rejection_reason: string | null;
  decided_by: number | null;
  decided_at: Date | null;
  requested_at: Generated<Date>;
  valid_until: Date | null;
  expiry_reminded_at: Date | null;
  owner_reminded_at: Date | null;
  times_asked: Generated<number>;
};

export type AccessTokenRepositoriesTable = {
  token_id: number;
  repository_id: number;
  right_level: number;
};

export type AccessTokensTable = {
  id: GeneratedAlways<number>;
  public_id: string;
  secret_hash: Buffer;
  account_id: number;
  name: string;
  hint: string;
  scope: string;
  access_key_id: number | null;
  created_at: Generated<Date>;
  last_used_at: Date | null;
  expires_at: Date | null;
};

export type AccountsTable = {
  id: number;
  public_id: string;
  email: string;
  email_key: string;
  email_verified_at: Date | null;
  password_hash: string | null;
  nickname: Generated<string>;
  bio: Generated<string>;
  avatar_content: Buffer | null;
  avatar_media_type: string | null;
  avatar_version: Generated<number>;
  language: Generated<string>;
  is_admin: Generated<boolean>;
  state: Generated<string>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  mails_notices: Generated<boolean>;
  onboarded_at: Date | null;
  time_zone: Generated<string>;
  growth: Generated<number>;
  checked_in_day: string | null;
  checked_in_zone: string | null;
  identity_verified_at: Date | null;
  identity_source: string | null;
  heir_id: number | null;
};

export type AgreementAcceptancesTable = {
  account_id: number;
  agreement: string;
  version: string;
  accepted_at: Generated<Date>;
};

export type AgreementVersionsTable = {
  id: GeneratedAlways<number>;
  agreement: string;
  version: string;
  text_zh: string;
  text_en: string;
  effective_at: Date;
  created_by: number | null;
  created_at: Generated<Date>;
};

export type ArticleDraftsTable = {
  id: GeneratedAlways<number>;
  public_id: string;
  account_id: number;
  asset_id: number | null;
  title: Generated<string>;
  category_id: number | null;
  summary: Generated<string>;
  language: Generated<string>;
  body: Generated<string>;
  revision: Generated<number>;
  base_card: Buffer | null;
  removed_files: Generated<string[]>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
};

export type AssetCategoriesTable = {
  asset_id: number;
  category_id: number;
};

export type AssetCountersTable = {
  asset_id: number;
  downloads: Generated<number>;
  views: Generated<number>;
  favourites: Generated<number>;
  is_flushed: Generated<boolean>;
  subscriptions: Generated<number>;
};

export type AssetCoversTable = {
  asset_id: number;
  media_type: string;
  content: Buffer;
};

export type AssetDailyCountersTable = {
  asset_id: number;
  day: string;
  views: Generated<number>;
  downloads: Generated<number>;
  favourites: Generated<number>;
  subscriptions: Generated<number>;
  interest: Generated<number>;
};

export type AssetInterestsTable = {
  asset_id: number;
  caller: Buffer;
  day: string;
};

export type AssetLikeTotalsTable = {
  asset_id: number;
  likes: Generated<number>;
};

export type AssetLikesTable = {
  asset_id: number;
  account_id: number;
  created_at: Generated<Date>;
};

export type AssetOriginsTable = {
  asset_id: number;
  role: string;
  name_key: string;
};

export type AssetRanksTable = {
  asset_id: number;
  kind: string;
  is_open: boolean;
  downloads: Generated<number>;
  favourites: Generated<number>;
  subscriptions: Generated<number>;
  trending: Generated<number>;
  published_at: Date;
  updated_at: Date;
  tiers: Generated<number>;
  facets: Generated<string[]>;
};

export type AssetSearchTable = {
  asset_id: number;
  doc: string;
  is_listed: boolean;
  is_public: boolean;
  completeness: Generated<number>;
};

export type AssetVersionsTable = {
  id: GeneratedAlways<number>;
  asset_id: number;
  major: number;
  minor: number;
  patch: number;
  number: GeneratedAlways<string>;
  commit_oid: Buffer;
  description: Generated<string>;
  constraints: Generated<string>;
  regions: Generated<string[]>;
  status: Generated<string>;
  came_with_listing: Generated<boolean>;
  has_own_tag: Generated<boolean>;
  findings: ColumnType<unknown, string | undefined, string>;
  reason: string | null;
  created_by: number | null;
  created_at: Generated<Date>;
  published_at: Date | null;
};

export type AssetsTable = {
  id: number;
  title_zh: Generated<string>;
  description: Generated<string>;
  visibility: Generated<string>;
  listing_state: Generated<string>;
  first_published_at: Date | null;
  published_at: Date | null;
  licences: Generated<string[]>;
  tasks: Generated<string[]>;
  languages: Generated<string[]>;
  frameworks: Generated<string[]>;
  hardware: Generated<string[]>;
  data_types: Generated<string[]>;
  tags: Generated<string[]>;
  base_models: Generated<string[]>;
  datasets: Generated<string[]>;
  settings: ColumnType<unknown, string | undefined, string>;
  card_metadata: ColumnType<unknown, string | undefined, string>;
  card_errors: ColumnType<unknown, string | undefined, string>;
  card_text: Generated<string>;
  is_official: Generated<boolean>;
  is_featured: Generated<boolean>;
  created_by: number | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  gate: Generated<string>;
  gate_terms: Generated<string>;
  gate_fields: ColumnType<unknown, string | undefined, string>;
  gate_period_amount: number | null;
  gate_period_unit: string | null;
  gate_wait_days: Generated<number>;
  gate_heading: Generated<string>;
  gate_button: Generated<string>;
  needs_subscription: Generated<boolean>;
  is_code_closed: Generated<boolean>;
  category_path: Generated<string[]>;
  cover_key: string | null;
};

export type AuditEventsTable = {
  id: GeneratedAlways<number>;
  account_id: number | null;
  action: string;
  subject: string;
  details: ColumnType<unknown, string | undefined, string>;
  ip_address: Generated<string>;
  created_at: Generated<Date>;
};

export type BucketTransfersTable = {
  id: GeneratedAlways<number>;
  public_id: string;
  direction: string;
  account_id: number;
  repository_id: number | null;
  repository_kind: string;
  repository_name: string;
  connection_id: number | null;
  connection_name: string;
  bucket: string;
  bucket_path: string;
  revision: string;
  folder: Generated<string>;
  title: Generated<string>;
  commit_oid: Buffer | null;
  state: string;
  attempt: Generated<number>;
  beat_at: Generated<Date>;
  total_files: number | null;
  total_bytes: number | null;
  done_files: Generated<number>;
  done_bytes: Generated<number>;
  skipped_files: Generated<number>;
  failure: ColumnType<unknown, string | null, string | null>;
  created_at: Generated<Date>;
  started_at: Date | null;
  ended_at: Date | null;
  dataset_name: string | null;
  expected: ColumnType<unknown, string | null, string | null>;
};

export type CapturedMailsTable = {
  id: GeneratedAlways<number>;
  recipient: string;
  subject: string;
  body: string;
  created_at: Generated<Date>;
};

export type CategoriesTable = {
  id: GeneratedAlways<number>;
  public_id: string;
  parent_id: number | null;
  name: string;
  name_zh: string;
  position: number;
  created_at: Generated<Date>;
};

export type CommentBoardsTable = {
  asset_id: number;
  comment_count: Generated<number>;
};

export type CommentLikesTable = {
  comment_id: number;
  account_id: number;
  created_at: Generated<Date>;
};

export type CommentsTable = {
  id: GeneratedAlways<number>;
  public_id: string;
  asset_id: number;
  root_id: number | null;
  reply_to_id: number | null;
  author_id: number | null;
  body: string;
  mentions: Generated<string[]>;
  state: Generated<string>;
  moderated_by: number | null;
  moderation_reason: string | null;
  like_count: Generated<number>;
  reply_count: Generated<number>;
  created_at: Generated<Date>;
  edited_at: Date | null;
};

export type CommitChecksTable = {
  asset_id: number;
  approved_oid: Buffer | null;
  is_waiting: Generated<boolean>;
  moved_by: number | null;
  updated_at: Generated<Date>;
};

export type CommitsTable = {
  repository_id: number;
  oid: Buffer;
  tree_oid: Buffer;
  parents: Buffer[];
  generation: number;
  author_id: number | null;
  author_name: string;
  author_email: string;
  authored_at: Date;
  title: string;
  description: string;
  created_at: Generated<Date>;
};

export type ContentChunksTable = {
  content_id: number;
  position: number;
  xorb_id: number;
  first_chunk: number;
  end_chunk: number;
  start_byte: number;
  size_bytes: number;
};

export type ContentUploadsTable = {
  namespace_id: number;
  content_id: number;
  uploaded_at: Generated<Date>;
};

export type ContentsTable = {
  id: GeneratedAlways<number>;
  sha256: Buffer;
  size_bytes: number;
  layout: string;
  object_key: string | null;
  state: Generated<string>;
  created_at: Generated<Date>;
  last_wanted_at: Generated<Date>;
  unreferenced_since: Generated<Date | null>;
  xet_hash: Buffer | null;
  compared_at: Date | null;
};

export type DiscussionBoardsTable = {
  repository_id: number;
  is_open: Generated<boolean>;
  last_num: Generated<number>;
  open_discussions: Generated<number>;
  closed_discussions: Generated<number>;
  open_pull_requests: Generated<number>;
  closed_pull_requests: Generated<number>;
};

export type DiscussionCommentVersionsTable = {
  event_id: number;
  version: number;
  body: string;
  written_at: Date;
};

export type DiscussionEventsTable = {
  id: GeneratedAlways<number>;
  public_id: string;
  discussion_id: number;
  type: string;
  author_id: number | null;
  author_name: string;
  body: string;
  body_before: string | null;
  commit_oid: Buffer | null;
  edited_at: Date | null;
  version_count: Generated<number>;
  hidden_at: Date | null;
  hidden_by: number | null;
  created_at: Generated<Date>;
};

export type DiscussionsTable = {
  id: GeneratedAlways<number>;
  repository_id: number;
  num: number;
  title: string;
  author_id: number | null;
  author_name: string;
  is_pull_request: boolean;
  status: string;
  is_closed: boolean;
  comment_count: Generated<number>;
  event_count: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
};

export type DoomedObjectsTable = {
  object_key: string;
  doomed_at: Generated<Date>;
};

export type EmailCodesTable = {
  account_id: number;
  email: string;
  code_hash: string;
  attempts: Generated<number>;
  expires_at: Date;
};

export type ExternalArrivalsTable = {
  secret_hash: Buffer;
  issuer: string;
  subject: string;
  email: string | null;
  is_email_verified: boolean;
  proposed_name: string;
  nickname: string;
  next: string;
  expires_at: Date;
};

export type ExternalDeparturesTable = {
  secret_hash: Buffer;
  next: string;
  account_id: number | null;
  expires_at: Date;
};

export type ExternalLoginsTable = {
  id: GeneratedAlways<number>;
  public_id: string;
  account_id: number;
  issuer: string;
  subject: string;
  email: string | null;
  created_at: Date;
  last_used_at: Date;
};

export type FavouritesTable = {
  account_id: number;
  asset_id: number;
  created_at: Generated<Date>;
};

export type FileScansTable = {
  id: GeneratedAlways<number>;
  content_id: number | null;
  repository_id: number | null;
  oid: Buffer | null;
  state: Generated<string>;
  level: string | null;
  sealed: string | null;
  report: ColumnType<unknown, string | undefined, string>;
  failure: string | null;
  scanner_version: Generated<number>;
  has_malware_scan: Generated<boolean>;
  attempts: Generated<number>;
  queued_at: Generated<Date>;
  started_at: Date | null;
  scanned_at: Date | null;
};

export type GateDelegatesTable = {
  asset_id: number;
  account_id: number;
  named_by: number | null;
  created_at: Date;
};

export type GitObjectsTable = {
  repository_id: number;
  oid: Buffer;
  type: number;
  size_bytes: number;
  body: Buffer | null;
  pack_id: number | null;
  pack_offset: number | null;
  purged_at: Date | null;
};

export type GrowthEntriesTable = {
  id: GeneratedAlways<number>;
  account_id: number;
  reason: string;
  occasion: string;
  points: number;
  asset_id: number | null;
  created_at: Date;
};

export type IdempotencyKeysTable = {
  account_id: number;
  key: string;
  request_hash: Buffer;
  status: number | null;
  response: ColumnType<unknown, string | null, string | null>;
  created_at: Generated<Date>;
};

export type ImportFilesTable = {
  transfer_id: number;
  path: string;
  size_bytes: number;
  entity_tag: string;
  sha256: Buffer | null;
  starts_at: number | null;
};

export type JudgedFilesTable = {
  repository_id: number;
  oid: Buffer;
  sha256: Buffer | null;
  path: string;
  is_closed: boolean;
  judged_at: Generated<Date>;
};

export type ListingAudiencesTable = {
  asset_id: number;
  account_id: number;
};

export type ListingTermsTable = {
  asset_id: number;
  duration_count: number | null;
  duration_unit: string | null;
  channels: number | null;
  renews: Generated<boolean>;
  changed_at: Generated<Date>;
};

export type ListingTransitionsTable = {
  id: GeneratedAlways<number>;
  asset_id: number;
  from_state: string;
  to_state: string;
  account_id: number | null;
  reason: string | null;
  created_at: Generated<Date>;
};

export type ListingsTable = {
  asset_id: number;
  requested_visibility: string;
  findings: ColumnType<unknown, string | undefined, string>;
  reason: string | null;
  submitted_by: number | null;
  submitted_at: Generated<Date>;
  updated_at: Generated<Date>;
  facts: ColumnType<unknown, string | undefined, string>;
  regions: Generated<string[]>;
  submitted_commit: Buffer | null;
};

export type NamespaceContentsTable = {
  namespace_id: number;
  content_id: number;
  repository_count: number;
};

export type NamespaceRedirectsTable = {
  name_key: string;
  namespace_id: number;
  created_at: Generated<Date>;
};

export type NamespaceStorageTable = {
  namespace_id: number;
  content_bytes: Generated<number>;
  git_bytes: Generated<number>;
  quota_source: Generated<string>;
  quota_bytes: number | null;
};

export type NamespacesTable = {
  id: GeneratedAlways<number>;
  name: string;
  name_key: string;
  kind: string;
  created_at: Generated<Date>;
};

export type NoticeMailsTable = {
  notice_id: number;
  state: Generated<string>;
  attempts: Generated<number>;
  next_attempt_at: Date;
  sent_at: Date | null;
  last_error: string | null;
};

export type NoticesTable = {
  id: GeneratedAlways<number>;
  public_id: string;
  account_id: number;
  kind: string;
  params: ColumnType<unknown, string | undefined, string>;
  path: string;
  created_at: Date;
  read_at: Date | null;
};

export type OrganisationMembersTable = {
  organisation_id: number;
  account_id: number;
  role: string;
  created_at: Generated<Date>;
};

export type OrganisationsTable = {
  id: number;
  public_id: string;
  nickname: Generated<string>;
  bio: Generated<string>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
};

export type OutboxTable = {
  id: GeneratedAlways<number>;
  name: string;
  payload: Json;
  created_at: Generated<Date>;
  attempts: Generated<number>;
  next_attempt_at: Generated<Date>;
  delivered_at: Date | null;
};

export type PacksTable = {
  id: GeneratedAlways<number>;
  repository_id: number;
  object_key: string;
  size_bytes: number;
  created_at: Generated<Date>;
  dead_bytes: Generated<number>;
};

export type PathEntriesTable = {
  repository_id: number;
  path: string;
  folder: string;
  name: string;
  is_folder: boolean;
  mode: string;
  oid: Buffer;
  size_bytes: number;
  sha256: Buffer | null;
  last_commit: Buffer;
};

export type PullRequestsTable = {
  discussion_id: number;
  base_branch: string;
  is_from_reader: boolean;
  brought_bytes: Generated<number>;
  has_ref: Generated<boolean>;
  merge_commit: Buffer | null;
  merged_head: Buffer | null;
  merged_from: Buffer | null;
};

export type PurgedContentsTable = {
  repository_id: number;
  sha256: Buffer;
  purge_id: number;
};

export type PurgesTable = {
  id: GeneratedAlways<number>;
  public_id: string;
  repository_id: number;
  account_id: number | null;
  kind: string;
  paths: Generated<string[]>;
  file_count: number;
  size_bytes: number;
  created_at: Generated<Date>;
};

export type RateLimitsTable = {
  key: string;
  points: number;
  resets_at: Date;
};

export type RefsTable = {
  repository_id: number;
  name: string;
  target: Buffer;
  commit_oid: Buffer | null;
  is_protected: Generated<boolean>;
  updated_at: Generated<Date>;
  is_hidden: Generated<boolean>;
};

export type RefusedRelationsTable = {
  asset_id: number;
  refused_id: number;
  created_at: Generated<Date>;
};

export type RelatedAssetsTable = {
  asset_id: number;
  related_id: number;
  is_own: boolean;
  created_at: Generated<Date>;
};

export type ReportCasesTable = {
  id: GeneratedAlways<number>;
  public_id: string;
  target_type: string;
  target_key: string;
  asset_id: number | null;
  comment_id: number | null;
  discussion_id: number | null;
  responsible_id: number | null;
  title: string;
  content: string;
  path: string;
  report_count: Generated<number>;
  state: Generated<string>;
  decision: string | null;
  decision_reason: string | null;
  decided_by: number | null;
  opened_at: Generated<Date>;
  closed_at: Date | null;
};

export type ReportsTable = {
  id: GeneratedAlways<number>;
  case_id: number;
  reporter_id: number | null;
  reason: string;
  text: string;
  created_at: Generated<Date>;
};

export type RepositoriesTable = {
  id: GeneratedAlways<number>;
  public_id: string;
  namespace_id: number;
  kind: string;
  name: string;
  name_key: string;
  default_branch: Generated<string>;
  size_bytes: Generated<number>;
  file_count: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  sweeps: Generated<number>;
  is_withholding: Generated<boolean>;
  held_oid: Buffer | null;
  read_needs: string | null;
};

export type RepositoryGrantsTable = {
  id: GeneratedAlways<number>;
  repository_id: number;
  namespace_id: number | null;
  right_level: number;
  source: string;
  valid_until: Date | null;
  created_at: Generated<Date>;
};

export type RepositoryObjectsTable = {
  repository_id: number;
  content_id: number;
  created_at: Generated<Date>;
  path: Generated<string>;
};

export type RepositoryRedirectsTable = {
  namespace_id: number;
  kind: string;
  name_key: string;
  repository_id: number;
  created_at: Generated<Date>;
};

export type RepositoryStorageTable = {
  repository_id: number;
  held_bytes: Generated<number>;
  sole_bytes: Generated<number>;
  git_bytes: Generated<number>;
  lost_first_at: Date | null;
  lost_last_at: Date | null;
  sweep: string | null;
};

export type ReviewDecisionsTable = {
  id: GeneratedAlways<number>;
  review_id: number;
  reviewer_id: number | null;
  decision: string;
  reason: string;
  commit_oid: Buffer | null;
  is_void: Generated<boolean>;
  decided_at: Generated<Date>;
};

export type ReviewsTable = {
  id: GeneratedAlways<number>;
  public_id: string;
  asset_id: number;
  subject: string;
  version_id: number | null;
  version_number: string | null;
  commit_oid: Buffer | null;
  findings: ColumnType<unknown, string | undefined, string>;
  state: Generated<string>;
  submitted_by: number | null;
  opened_at: Generated<Date>;
  closed_at: Date | null;
};

export type SearchWordsTable = {
  word: string;
  length: number;
};

export type SensitiveWordListTable = {
  is_only: Generated<boolean>;
  revision: Generated<string>;
};

export type SensitiveWordsTable = {
  id: GeneratedAlways<number>;
  word: string;
  normal_form: string;
  added_by: number | null;
  created_at: Generated<Date>;
};

export type SessionsTable = {
  id: GeneratedAlways<number>;
  public_id: string;
  secret_hash: Buffer;
  account_id: number;
  user_agent: Generated<string>;
  ip_address: Generated<string>;
  created_at: Generated<Date>;
  last_seen_at: Generated<Date>;
  expires_at: Date;
};

export type SettingsTable = {
  key: string;
  value: Json;
  updated_at: Generated<Date>;
};

export type ShelfCountsTable = {
  kind: string;
  value: string;
  count: number;
};

export type StorageConnectionsTable = {
  id: GeneratedAlways<number>;
  public_id: string;
  account_id: number;
  name: string;
  name_key: string;
  endpoint: string | null;
  region: string;
  bucket: string;
  prefix: Generated<string>;
  access_key_id: string;
  sealed_secret: string;
  is_path_style: boolean;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
};

export type SubscriptionsTable = {
  id: GeneratedAlways<number>;
  public_id: string;
  account_id: number;
  asset_id: number;
  version: string | null;
  duration_count: number | null;
  duration_unit: string | null;
  channels: number | null;
  renews: boolean;
  renewals: Generated<number>;
  starts_at: Date;
  ends_at: Date | null;
  notice_at: Date | null;
  state: string;
  cancelled_at: Date | null;
  consents: ColumnType<unknown, string | undefined, string>;
};

export type SweepMarksTable = {
  sweep: string;
  oid: Buffer;
};

export type TierBoundsTable = {
  order_column: string;
  tier: number;
  value: string;
  asset_id: number;
  leaving_value: string;
};

export type UploadSessionsTable = {
  id: string;
  account_id: number;
  repository_id: number;
  path: Generated<string>;
  size_bytes: number;
  declared_sha256: Buffer | null;
  staging_key: string | null;
  state: Generated<string>;
  failure: string | null;
  content_id: number | null;
  created_at: Generated<Date>;
  touched_at: Generated<Date>;
  committed_at: Date | null;
};

export type WholeCopiesTable = {
  content_id: number;
  object_key: string;
  size_bytes: number;
  made_at: Generated<Date>;
  read_at: Generated<Date>;
};

export type WorkbenchDatasetVersionsTable = {
  dataset_id: number;
  number: number;
  file_count: number;
  size_bytes: number;
  digest: Buffer;
  created_at: Generated<Date>;
};

export type WorkbenchDatasetsTable = {
  id: GeneratedAlways<number>;
  public_id: string;
  account_id: number;
  name: string;
  name_key: string;
  data_type: string;
  description: Generated<string>;
  connection_id: number | null;
  connection_name: string;
  bucket: string;
  input_path: string;
  output_path: string;
  delivery_id: number | null;
  created_at: Generated<Date>;
};

export type XorbChunksTable = {
  chunk_hash: Buffer;
  xorb_id: number;
  position: number;
};

export type XorbUploadsTable = {
  namespace_id: number;
  xorb_id: number;
  uploaded_at: Generated<Date>;
};

export type XorbsTable = {
  id: GeneratedAlways<number>;
  hash: Buffer;
  object_key: string;
  size_bytes: number;
  chunk_count: number;
  created_at: Generated<Date>;
  last_wanted_at: Generated<Date>;
  chunks: Buffer;
  examined_at: Generated<Date>;
};

export type Tables = {
  access_keys: AccessKeysTable;
  access_requests: AccessRequestsTable;
  access_token_repositories: AccessTokenRepositoriesTable;
  access_tokens: AccessTokensTable;
  accounts: AccountsTable;
  agreement_acceptances: AgreementAcceptancesTable;
  agreement_versions: AgreementVersionsTable;
  article_drafts: ArticleDraftsTable;
  asset_categories: AssetCategoriesTable;
  asset_counters: AssetCountersTable;
  asset_covers: AssetCoversTable;
  asset_daily_counters: AssetDailyCountersTable;
  asset_interests: AssetInterestsTable;
  asset_like_totals: AssetLikeTotalsTable;
  asset_likes: AssetLikesTable;
  asset_origins: AssetOriginsTable;
  asset_ranks: AssetRanksTable;
  asset_search: AssetSearchTable;
  asset_versions: AssetVersionsTable;
  assets: AssetsTable;
  audit_events: AuditEventsTable;
  bucket_transfers: BucketTransfersTable;
  captured_mails: CapturedMailsTable;
  categories: CategoriesTable;
  comment_boards: CommentBoardsTable;
  comment_likes: CommentLikesTable;
  comments: CommentsTable;
  commit_checks: CommitChecksTable;
  commits: CommitsTable;
  content_chunks: ContentChunksTable;
  content_uploads: ContentUploadsTable;
  contents: ContentsTable;
  discussion_boards: DiscussionBoardsTable;
  discussion_comment_versions: DiscussionCommentVersionsTable;
  discussion_events: DiscussionEventsTable;
  discussions: DiscussionsTable;
  doomed_objects: DoomedObjectsTable;
  email_codes: EmailCodesTable;
  external_arrivals: ExternalArrivalsTable;
  external_departures: ExternalDeparturesTable;
  external_logins: ExternalLoginsTable;
  favourites: FavouritesTable;
  file_scans: FileScansTable;
  gate_delegates: GateDelegatesTable;
  git_objects: GitObjectsTable;
  growth_entries: GrowthEntriesTable;
  idempotency_keys: IdempotencyKeysTable;
  import_files: ImportFilesTable;
  judged_files: JudgedFilesTable;
  listing_audiences: ListingAudiencesTable;
  listing_terms: ListingTermsTable;
  listing_transitions: ListingTransitionsTable;
  listings: ListingsTable;
  namespace_contents: NamespaceContentsTable;
  namespace_redirects: NamespaceRedirectsTable;
  namespace_storage: NamespaceStorageTable;
  namespaces: NamespacesTable;
  notice_mails: NoticeMailsTable;
  notices: NoticesTable;
  organisation_members: OrganisationMembersTable;
  organisations: OrganisationsTable;
  outbox: OutboxTable;
  packs: PacksTable;
  path_entries: PathEntriesTable;
  pull_requests: PullRequestsTable;
  purged_contents: PurgedContentsTable;
  purges: PurgesTable;
  rate_limits: RateLimitsTable;
  refs: RefsTable;
  refused_relations: RefusedRelationsTable;
  related_assets: RelatedAssetsTable;
  report_cases: ReportCasesTable;
  reports: ReportsTable;
  repositories: RepositoriesTable;
  repository_grants: RepositoryGrantsTable;
  repository_objects: RepositoryObjectsTable;
  repository_redirects: RepositoryRedirectsTable;
  repository_storage: RepositoryStorageTable;
  review_decisions: ReviewDecisionsTable;
  reviews: ReviewsTable;
  search_words: SearchWordsTable;
  sensitive_word_list: SensitiveWordListTable;
  sensitive_words: SensitiveWordsTable;
  sessions: SessionsTable;
  settings: SettingsTable;
  shelf_counts: ShelfCountsTable;
  storage_connections: StorageConnectionsTable;
  subscriptions: SubscriptionsTable;
  sweep_marks: SweepMarksTable;
  tier_bounds: TierBoundsTable;
  upload_sessions: UploadSessionsTable;
  whole_copies: WholeCopiesTable;
  workbench_dataset_versions: WorkbenchDatasetVersionsTable;
  workbench_datasets: WorkbenchDatasetsTable;
  xorb_chunks: XorbChunksTable;
  xorb_uploads: XorbUploadsTable;
  xorbs: XorbsTable;
};

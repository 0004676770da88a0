import type { z } from "zod";
import type { Address } from "#contract/fields.ts";
import { isProblem, problem } from "#contract/problems.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import type { NewVersion as NewVersionSchema, Version } from "#contract/publishing/version.ts";
import { requireAccount } from "../../accounts/index.ts";
import { getShelf } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { emit } from "../../platform/events/index.ts";
import { refuseSensitiveWords } from "../../platform/words/index.ts";
import {
  pinTag,
  type Repository,
  requireRepository,
  resolveRevision,
} from "../../repositories/index.ts";
import { chooseRegions } from "../regions/choose-regions.ts";
import { versionSubmitted } from "./events.ts";
import { giveUpVersion } from "./discard-version.ts";
import { getVersion } from "./get-version.ts";
import { findVersion, insertVersion, selectVersions } from "./store.ts";

type NewVersion = z.output<typeof NewVersionSchema>;

/**
 * PUB-5: gives a commit of a published asset a number. From now on the commit is kept; the version
 * becomes available once its files are checked and, where people review, approved.
 * @throws {Problem} `version-exists`, `listing-state-wrong`, `revision-not-found`; `ref-exists` when
 *   a branch or a tag of another commit has this name.
 */
export async function addVersion(
  ctx: RequestContext,
  address: Address,
  version: NewVersion,
): Promise<Version> {
  const repository = await requireRepository(ctx, address, "manage");
  await withTransaction(ctx.db, async (trx) => {
    await submitVersion(ctx, trx, { repository, version, cameWithListing: false });
    const { state } = await getShelf(trx, repository.id);
    if (state === "published") return;
    throw problem("listing-state-wrong", {
      detail: `A listing that is ${state} takes no new versions`,
      hint: "Publish the asset first",
      extra: { state },
    });
  });
  return getVersion(ctx, { ...address, number: version.number });
}

/** A listing brings one at a time. */
const EARLIER_LIMIT = 100;

type FirstVersion = { repository: Repository; version: NewVersion };

/**
 * PUB-5: a version that is submitted together with its listing, and becomes available with it. One
 * that an earlier attempt to publish has brought gives way to it. To be called after the commit that
 * it names has been made.
 * @throws {Problem} as `addVersion`.
 */
export async function addFirstVersion(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { repository, version }: FirstVersion,
): Promise<void> {
  const earlier = await selectVersions(trx, {
    assetId: repository.id,
    statuses: ["publishing", "failed"],
    limit: EARLIER_LIMIT,
  });
  for (const attempt of earlier) {
    if (attempt.cameWithListing) await giveUpVersion(ctx, trx, { repository, version: attempt });
  }
  await submitVersion(ctx, trx, { repository, version, cameWithListing: true });
}

type Submission = FirstVersion & { cameWithListing: boolean };

async function submitVersion(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { repository, version, cameWithListing }: Submission,
): Promise<void> {
  const { accountId } = requireAccount(ctx);
  const { number, revision = "HEAD", description, constraints } = version;
  requireVersionedKind(repository);
  await refuseSensitiveWords({ db: trx }, { description, constraints });
  const commit = await resolveRevision({ db: trx }, repository, revision);
  const regions = chooseRegions(ctx, version.regions);
  const { isNew } = await pinNumber(ctx, trx, { repository, number, commit });
  const versionId = await insertVersion(trx, {
    assetId: repository.id,
    number,
    commit,
    description,
    constraints,
    regions,
    cameWithListing,
    hasOwnTag: isNew,
    createdBy: accountId,
    at: ctx.now(),
  });
  await emit(trx, versionSubmitted, { versionId });
  await recordAudit(trx, ctx, {
    action: "publishing.version-added",
    subject: `${repository.ownerName}/${repository.name}`,
    details: { number, commit },
  });
}

function requireVersionedKind({ kind }: Repository): void {
  if (KIND_RULES[kind].hasVersions) return;
  const message = `assets of kind ${kind} have no versions`;
  throw problem("validation-failed", {
    detail: `number: ${message}`,
    issues: [{ pointer: "/number", message }],
  });
}

type Pin = { repository: Repository; number: string; commit: string };

/** The tag holds the repository: of two who add one number, the second one finds the first's. */
async function pinNumber(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { repository, number, commit }: Pin,
): Promise<{ isNew: boolean }> {
  try {
    return await pinTag(ctx, trx, { repository, name: number, commit });
  } catch (error) {
    if (!isProblem(error, "ref-exists")) throw error;
    if ((await findVersion(trx, repository.id, number)) === undefined) throw error;
    throw problem("version-exists", {
      detail: `number: version ${number} exists already`,
      extra: { number },
    });
  }
}

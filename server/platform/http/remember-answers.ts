import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { problem } from "#contract/problems.ts";
import type { Database } from "../database/index.ts";

const MAX_KEY_LENGTH = 200;

type Once = {
  db: Database;
  /** Keys of different accounts never meet. */
  accountId: number;
  request: FastifyRequest;
  run: () => Promise<unknown>;
};

/**
 * Runs a write at most once per `Idempotency-Key` of an account: a repeat gets the first answer; the
 * same key with another request is refused; a repeat while the first still runs gets a conflict.
 * A failed first attempt frees the key. Source: the IETF draft "The Idempotency-Key HTTP Header".
 */
export async function runOnce({ db, accountId, request, run }: Once): Promise<unknown> {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return run();
  if (typeof key !== "string" || key.length === 0 || key.length > MAX_KEY_LENGTH) {
    throw problem("validation-failed", {
      detail: `Idempotency-Key must have 1 to ${MAX_KEY_LENGTH} characters`,
    });
  }
  const requestHash = hashRequest(request);
  const claimed = await db
    .insertInto("idempotency_keys")
    .values({ account_id: accountId, key, request_hash: requestHash })
    .onConflict((conflict) => conflict.doNothing())
    .returning("key")
    .executeTakeFirst();
  if (claimed === undefined) return repeatAnswer(db, { accountId, key, requestHash });
  return keepAnswer(db, { accountId, key, run });
}

type Claim = { accountId: number; key: string };

async function repeatAnswer(db: Database, claim: Claim & { requestHash: Buffer }) {
  const first = await ofKey(db, claim).select(["request_hash", "response"]).executeTakeFirst();
  if (first === undefined) throw problem("conflict", { detail: "The first attempt failed: retry" });
  if (!first.request_hash.equals(claim.requestHash)) throw problem("idempotency-key-reused");
  if (first.response === null) {
    throw problem("conflict", {
      detail: "A request with this Idempotency-Key is still running",
      retryAfterSeconds: 1,
    });
  }
  return first.response;
}

async function keepAnswer(db: Database, claim: Claim & { run: () => Promise<unknown> }) {
  try {
    const answer = await claim.run();
    await db
      .updateTable("idempotency_keys")
      .set({ response: JSON.stringify(answer ?? {}) })
      .where("account_id", "=", claim.accountId)
      .where("key", "=", claim.key)
      .execute();
    return answer;
  } catch (error) {
    await db
      .deleteFrom("idempotency_keys")
      .where("account_id", "=", claim.accountId)
      .where("key", "=", claim.key)
      .execute();
    throw error;
  }
}

function ofKey(db: Database, { accountId, key }: Claim) {
  return db
    .selectFrom("idempotency_keys")
    .where("account_id", "=", accountId)
    .where("key", "=", key);
}

function hashRequest(request: FastifyRequest): Buffer {
  return createHash("sha256")
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest();
}

import { assetPath } from "#contract/page-paths.ts";
import { isProblem } from "#contract/problems.ts";
import { NameFault, type TransferFailure } from "#contract/repositories/transfer.ts";
import { z } from "zod";
import { notify } from "../../accounts/index.ts";
import type { Context } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { storageFailure } from "../connections/storage-failure.ts";
import { endRun } from "./store/runs.ts";
import type { TransferRow } from "./store/transfers.ts";
import type { TransferRun } from "./transfer-run.ts";

const Named = z.object({ names: z.array(NameFault) });

/** Writes down why a run has failed, and tells whose it is. */
export async function failTransfer(
  ctx: Context,
  { row, key, progress }: Pick<TransferRun, "row" | "key" | "progress">,
  error: unknown,
): Promise<void> {
  const failure = failureOf(error);
  if (failure.code === "internal") {
    ctx.log.error({ err: error, transfer: row.publicId }, "a transfer failed by our own fault");
  }
  await withTransaction(ctx.db, async (trx) => {
    if (!(await endRun(trx, key, { failure, progress, at: ctx.now() }))) return;
    const isImport = row.direction === "import";
    await notify(trx, {
      to: [row.accountId],
      kind: isImport ? "import-failed" : "delivery-failed",
      params: { asset: row.repositoryName, reason: failure.detail },
      path: isImport ? importsPage(row) : "/me/downloads",
    });
  });
}

function failureOf(error: unknown): TransferFailure {
  if (!isProblem(error)) {
    return { code: "internal", detail: "The server made a mistake", extra: {}, names: [] };
  }
  const { data } = Named.safeParse(error.extra);
  return { ...storageFailure(error), names: data?.names ?? [] };
}

/** Where the imports of a repository are listed. */
export function importsPage({ repositoryKind: kind, repositoryName }: TransferRow): string {
  const [owner = "", name = ""] = repositoryName.split("/");
  return assetPath({ kind, owner, name }, "/imports");
}

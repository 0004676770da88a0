import { Command, InvalidArgumentError } from "commander";
import { formatCount } from "../progress/format-progress.ts";
import type { Runner } from "../runner.ts";
import { type DataFlags, dataOption, operate } from "./operate.ts";

const UNITS = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 } as const;

/** What accounts and organisations may store, and what they do store. */
export function quotaCommand(runner: Runner): Command {
  return new Command("quota")
    .summary("what accounts and organisations store, and may store")
    .description("Shows what accounts and organisations store, and sets what they may store.")
    .addCommand(listCommand(runner))
    .addCommand(setCommand(runner))
    .addCommand(checkCommand(runner));
}

function listCommand(runner: Runner): Command {
  return new Command("list")
    .summary("the biggest accounts and organisations")
    .description("Lists accounts and organisations by what they store, the biggest first.")
    .option("--limit <count>", "how many", parseLimit, 20)
    .addOption(dataOption())
    .action((flags: DataFlags & { limit: number }) =>
      runner.run(
        () => operate(flags, (operations, ctx) => operations.listBiggestOwners(ctx, flags.limit)),
        ({ owners }) =>
          owners.map(({ name, usedBytes, quotaBytes }) => {
            const quota = quotaBytes === null ? "no limit" : `of ${formatCount(quotaBytes)}B`;
            return `${`${formatCount(usedBytes)}B`.padStart(9)}  ${name} (${quota})`;
          }),
      ),
    );
}

function setCommand(runner: Runner): Command {
  return new Command("set")
    .summary("set what an account or organisation may store")
    .description(
      "Sets what an account or organisation may store: a size such as 500GB, `none` for no limit, " +
        "or `default` for the gallery's setting. What is stored stays, also above it.",
    )
    .argument("<name>", "account or organisation")
    .argument("<size>", "500GB, 20MB…, none, default", parseQuota)
    .addOption(dataOption())
    .action((owner: string, quota: Quota, flags: DataFlags) =>
      runner.run(
        () => operate(flags, (operations, ctx) => operations.setOwnerQuota(ctx, { owner, quota })),
        ({ name, quotaBytes }) => [
          quotaBytes === null
            ? `${name} may store without limit`
            : `${name} may store ${formatCount(quotaBytes)}B`,
        ],
      ),
    );
}

function checkCommand(runner: Runner): Command {
  return new Command("check")
    .summary("add everything up anew and compare")
    .description("Adds up what everyone stores and compares it with the figures that are kept.")
    .option("--repair", "write the figures right where they differ")
    .addOption(dataOption())
    .action((flags: DataFlags & { repair?: boolean }) =>
      runner.run(
        () => {
          const repairs = flags.repair === true;
          return operate(flags, (operations, ctx) => operations.checkStorage(ctx, { repairs }));
        },
        ({ owners, wrongOwners, drifts, misnotedContents }) => [
          `${owners} owners checked, figures of ${wrongOwners} differed, ` +
            `of them ${drifts.length} repositories; ${misnotedContents} contents were misnoted`,
        ],
      ),
    );
}

type Quota = { kind: "default" } | { kind: "own"; bytes: number | null };

function parseQuota(text: string): Quota {
  if (text === "default") return { kind: "default" };
  if (text === "none") return { kind: "own", bytes: null };
  const [, amount = "", unit = "B"] = /^(\d+(?:\.\d+)?)\s?(B|kB|MB|GB|TB)?$/.exec(text) ?? [];
  const bytes = Math.round(Number(amount) * UNITS[unit as keyof typeof UNITS]);
  if (amount !== "" && Number.isSafeInteger(bytes)) return { kind: "own", bytes };
  throw new InvalidArgumentError("It must be a size such as 500GB, or none, or default.");
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 100) return limit;
  throw new InvalidArgumentError("It must be a whole number from 1 to 100.");
}

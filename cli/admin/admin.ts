import { Command } from "commander";
import type { Runner } from "../runner.ts";
import { quotaCommand } from "./quota.ts";
import { tokenCommand } from "./token.ts";
import { userCommand } from "./user.ts";

/**
 * The operator's commands work on the gallery's own database, on the machine that holds it. They
 * are the one place where the command line reaches into the server, and load it only when run.
 */
export function adminCommand(runner: Runner): Command {
  return new Command("admin")
    .summary("operate a gallery on this machine")
    .description(
      "Commands for whoever runs a gallery, on the machine that holds its data. They work beside a " +
        "running server, or without one.",
    )
    .addCommand(userCommand(runner))
    .addCommand(tokenCommand(runner))
    .addCommand(quotaCommand(runner));
}

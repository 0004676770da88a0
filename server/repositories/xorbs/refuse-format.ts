import { problem } from "#contract/problems.ts";
import { XetFormatError } from "../../platform/formats/xet/index.ts";

/** Turns what is wrong with a client's bytes into an answer. @throws {Problem} `validation-failed`. */
export async function refuseFormat<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof XetFormatError)) throw error;
    throw problem("validation-failed", { detail: `body: ${error.message}` });
  }
}

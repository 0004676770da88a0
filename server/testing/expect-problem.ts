import { expect } from "vitest";
import { isProblem, type Problem, type ProblemCode } from "#contract/problems.ts";

/** The work must be refused with this code; gives the problem, for what it says. */
export async function expectProblem(work: Promise<unknown>, code: ProblemCode): Promise<Problem> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (isProblem(error, code)) return error;
  return expect.fail(`expected a problem ${code}, got ${String(error)}`);
}

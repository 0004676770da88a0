import { expect, it } from "vitest";
import { type Issue, problem } from "#contract/problems.ts";
import { placeIssues } from "./field-problems.ts";

const fields = ["name", "audience"];
const textOf = ({ message }: Issue) => message;

it("puts issues beside the fields that their pointers name, the first of each", () => {
  const error = problem("validation-failed", {
    issues: [
      { pointer: "/name", message: "too long" },
      { pointer: "/name", message: "not allowed" },
      { pointer: "/audience/3", message: "nobody has this name" },
    ],
  });
  expect(placeIssues(error, fields, textOf)).toEqual({
    placed: { name: "too long", audience: "nobody has this name" },
    isAll: true,
  });
});

it("leaves what has no field to the alert", () => {
  const elsewhere = problem("validation-failed", {
    issues: [
      { pointer: "/name", message: "too long" },
      { pointer: "/params/owner", message: "missing" },
    ],
  });
  expect(placeIssues(elsewhere, fields, textOf)).toEqual({
    placed: { name: "too long" },
    isAll: false,
  });
  expect(placeIssues(problem("rate-limited"), fields, textOf).isAll).toBe(false);
  expect(placeIssues(new Error("lost"), fields, textOf).isAll).toBe(false);
});

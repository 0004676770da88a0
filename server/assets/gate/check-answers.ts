import type { GateField, GateForm } from "#contract/assets/gate.ts";
import { problem } from "#contract/problems.ts";

type Application = { answers: Record<string, string>; acceptsTerms: boolean };

/**
 * The answers to what a form asks, each in the form of its field.
 * @throws {Problem} `validation-failed`, naming the field that is wrong.
 */
export function checkAnswers(
  { terms, fields }: GateForm,
  { answers, acceptsTerms }: Application,
): Record<string, string> {
  if (terms !== "" && !acceptsTerms) throw invalid("/acceptsTerms", "the terms must be accepted");
  const labels = new Set(fields.map(({ label }) => label));
  for (const label of Object.keys(answers)) {
    if (!labels.has(label)) throw invalid("/answers", `${label} is not asked for`);
  }
  const given = fields.map((field): [string, string] => {
    const answer = Object.hasOwn(answers, field.label) ? (answers[field.label] ?? "").trim() : "";
    return [field.label, readAnswer(field, answer)];
  });
  return Object.fromEntries(given.filter(([, answer]) => answer !== ""));
}

function readAnswer({ label, isRequired, type, options }: GateField, answer: string): string {
  const isTicked = /^(?:true|on|1)$/u.test(answer);
  const isMissing = type === "checkbox" ? !isTicked : answer === "";
  if (isRequired && isMissing) throw invalid("/answers", `${label} must be answered`);
  if (type === "checkbox") return isTicked ? "true" : "";
  if (answer === "") return "";
  if (type === "date" && !isDay(answer)) {
    throw invalid("/answers", `${label} must be a date like 2026-11-20`);
  }
  if (type === "select" && !options.includes(answer)) {
    throw invalid("/answers", `${label} must be one of ${options.join(", ")}`);
  }
  return answer;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function invalid(pointer: string, message: string) {
  return problem("validation-failed", {
    detail: `${pointer.slice(1)}: ${message}`,
    issues: [{ pointer, message }],
  });
}

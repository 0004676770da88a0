import { describe, expect, it } from "vitest";
import type { GateForm } from "#contract/assets/gate.ts";
import { isProblem } from "#contract/problems.ts";
import { checkAnswers } from "./check-answers.ts";
import { readCardForm } from "./read-card-form.ts";
import { formOf } from "./rules.ts";

const EMPTY = { heading: "", terms: "", fields: [], button: "" };

describe("PUB-15: the form of a card, as hub clients write it", () => {
  it("is read with its prompt, heading, button and fields", () => {
    const form = readCardForm({
      extra_gated_heading: "Tell us about you",
      extra_gated_prompt: "Do no harm.",
      extra_gated_button_content: "Agree",
      extra_gated_fields: {
        Company: "text",
        Country: "country",
        "Date of birth": "date_picker",
        "I want to use this model for": {
          type: "select",
          options: ["Research", { label: "Other", value: "other" }],
        },
        "I agree": "checkbox",
      },
    });
    expect(form).toEqual({
      heading: "Tell us about you",
      terms: "Do no harm.",
      button: "Agree",
      fields: [
        { label: "Company", isRequired: true, type: "text", options: [] },
        { label: "Country", isRequired: true, type: "country", options: [] },
        { label: "Date of birth", isRequired: true, type: "date", options: [] },
        {
          label: "I want to use this model for",
          isRequired: true,
          type: "select",
          options: ["Research", "Other"],
        },
        { label: "I agree", isRequired: true, type: "checkbox", options: [] },
      ],
    });
  });

  it("is none where a card says nothing of it, or nonsense", () => {
    const nonsense = [
      {},
      { license: "mit" },
      { extra_gated_prompt: 7, extra_gated_fields: ["a"], extra_gated_heading: null },
      { extra_gated_fields: { "": "text", Wrong: { type: 3 } } },
      { extra_gated_prompt: "   " },
    ];
    for (const metadata of nonsense) expect(readCardForm(metadata)).toBeNull();
  });

  it("is bounded, whatever a card holds", () => {
    const fields = Object.fromEntries(
      Array.from({ length: 200 }, (_, at) => [`Field ${at}`, { type: "select", options: [] }]),
    );
    const form = readCardForm({
      extra_gated_prompt: `a\0\uD800${"鲸".repeat(30_000)}`,
      extra_gated_fields: { ...fields, __proto__x: "constructor" },
    });
    expect(form?.fields).toHaveLength(10);
    expect(form?.fields[0]).toMatchObject({ type: "text", options: [] });
    expect([...(form?.terms ?? "")]).toHaveLength(20_000);
    expect(form?.terms.isWellFormed()).toBe(true);
  });

  it("counts where the owner has said nothing", () => {
    const gate = { ...EMPTY, mode: "manual", period: null, waitDays: 7 } as const;
    const cardForm = { ...EMPTY, terms: "Of the card", button: "Go" };
    expect(formOf({ ...gate, fields: [], terms: "Of the owner" }, cardForm)).toEqual({
      ...EMPTY,
      terms: "Of the owner",
      button: "Go",
    });
    expect(formOf({ ...gate, fields: [] }, null)).toEqual(EMPTY);
  });
});

describe("PUB-15: answers", () => {
  const field = (label: string, type: GateForm["fields"][number]["type"], isRequired = true) => ({
    label,
    type,
    isRequired,
    options: type === "select" ? ["Research", "Other"] : [],
  });
  const form: GateForm = {
    ...EMPTY,
    fields: [
      field("Born", "date"),
      field("Use", "select"),
      field("I agree", "checkbox"),
      field("Note", "text", false),
    ],
  };
  const right = { Born: "2000-02-29", Use: "Other", "I agree": "on" };
  const check = (answers: Record<string, string>) =>
    checkAnswers(form, { answers, acceptsTerms: false });

  it("are taken in the form of their field", () => {
    expect(check({ ...right, Note: "  Hello " })).toEqual({
      Born: "2000-02-29",
      Use: "Other",
      "I agree": "true",
      Note: "Hello",
    });
  });

  it.each([
    [{ Born: "2001-02-29" }, "Born must be a date like 2026-11-20"],
    [{ Born: "29.2.2000" }, "Born must be a date like 2026-11-20"],
    [{ Use: "Profit" }, "Use must be one of Research, Other"],
    [{ "I agree": "false" }, "I agree must be answered"],
    [{ toString: "x" }, "toString is not asked for"],
  ])("%j are refused", (wrong, message) => {
    try {
      check({ ...right, ...wrong });
      expect.fail("they were taken");
    } catch (error) {
      expect(isProblem(error, "validation-failed") && error.issues[0]?.message).toBe(message);
    }
  });
});

import { z } from "zod";
import { GateField, GateForm } from "#contract/assets/gate.ts";

const MAX_FIELDS = 10;

/** What cards call the types of their fields. Source: the hub's documentation of gated models. */
const TYPES: Record<string, GateField["type"]> = {
  text: "text",
  country: "country",
  date_picker: "date",
  checkbox: "checkbox",
  select: "select",
};

/** An option of a choice: a value, or a label with the value it stands for. */
const Option = z.union([z.string(), z.object({ label: z.string() }).transform((it) => it.label)]);
const CardField = z.union([
  z.string().transform((type) => ({ type, options: [] as string[] })),
  z.object({ type: z.string(), options: z.array(Option).default([]) }),
]);

const CardForm = z.object({
  extra_gated_heading: z.string().optional().catch(undefined),
  extra_gated_prompt: z.string().optional().catch(undefined),
  extra_gated_button_content: z.string().optional().catch(undefined),
  extra_gated_fields: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

/**
 * The form that a card's `extra_gated_…` fields describe; null: it has none. What a card says
 * otherwise than the hub documents it is passed over, and what is too long is cut: whoever pushes a
 * card sees no error of ours.
 */
export function readCardForm(metadata: Record<string, unknown>): GateForm | null {
  const card = CardForm.parse(metadata);
  const form = {
    heading: cutTo(100, card.extra_gated_heading),
    terms: cutTo(20_000, card.extra_gated_prompt),
    fields: Object.entries(card.extra_gated_fields ?? {})
      .flatMap(([label, field]) => readField(label, field) ?? [])
      .slice(0, MAX_FIELDS),
    button: cutTo(60, card.extra_gated_button_content),
  };
  const isEmpty = form.heading + form.terms + form.button === "" && form.fields.length === 0;
  const parsed = GateForm.safeParse(form);
  return isEmpty || !parsed.success ? null : parsed.data;
}

/** Everything that a card asks must be answered. */
function readField(label: string, described: unknown): GateField | undefined {
  const field = CardField.safeParse(described);
  if (!field.success) return undefined;
  const { type, options } = field.data;
  const known = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  const parsed = GateField.safeParse({
    label,
    isRequired: true,
    type: known === "select" && options.length === 0 ? "text" : (known ?? "text"),
    options: known === "select" ? options : [],
  });
  return parsed.success ? parsed.data : undefined;
}

function cutTo(length: number, text: string | undefined): string {
  return [...(text ?? "").trim().replaceAll("\0", "").toWellFormed()].slice(0, length).join("");
}

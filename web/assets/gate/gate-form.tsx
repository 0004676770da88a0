import { ActionIcon, Button, Checkbox, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Gate, GateMode, GateView } from "#contract/assets/gate.ts";
import { useChange } from "../../app/gallery.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { addressOf } from "../asset/use-asset.ts";
import settings from "../settings/settings.module.css";
import classes from "./gate.module.css";

const MODES = ["off", "auto", "manual"] as const satisfies GateMode[];
const FIELDS_MAX = 10;
const LABEL_MAX = 100;
const TERMS_MAX = 20_000;

/** A question while it is being written: by its number it stays itself when others go. */
type Draft = Gate["fields"][number] & { number: number };
let drafted = 0;
function draftOf(field: Gate["fields"][number]): Draft {
  drafted += 1;
  return { ...field, number: drafted };
}

/** Who is let in, what they accept and what they are asked. */
export function GateForm({ asset, gate }: { asset: Asset; gate: GateView }) {
  const { t } = useTranslation("gate");
  const [mode, setMode] = useState(gate.mode);
  const [terms, setTerms] = useState(gate.terms);
  const [fields, setFields] = useState(() => gate.fields.map(draftOf));
  const save = useChange("assets.set-gate", {
    stale: ["assets.get-gate", "assets.get-asset", "assets.list-access-requests"],
    onSuccess: () => toast(t("settings.saved")),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const asked = fields.filter(({ label }) => label.trim() !== "");
    setFields(asked);
    const wanted = asked.map(({ label, isRequired }) => ({ label, isRequired }));
    save.mutate({ params: addressOf(asset), body: { mode, terms, fields: wanted } });
  };
  return (
    <section className={settings.section}>
      <h2 className={settings.title}>{t("settings.title")}</h2>
      <p className={settings.text}>{t("settings.text")}</p>
      <form onSubmit={submit}>
        <Stack>
          <Radio.Group
            label={t("settings.mode")}
            value={mode}
            onChange={(chosen) => setMode(MODES.find((each) => each === chosen) ?? mode)}
          >
            <Stack gap="xs" mt="xs">
              {MODES.map((each) => (
                <Radio
                  key={each}
                  value={each}
                  label={t(`settings.modes.${each}`)}
                  description={t(`settings.modeTexts.${each}`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          {mode === "off" ? null : (
            <>
              <Textarea
                label={t("settings.terms")}
                description={t("settings.termsText")}
                autosize
                minRows={3}
                maxRows={12}
                maxLength={TERMS_MAX}
                value={terms}
                onChange={(event) => setTerms(event.currentTarget.value)}
              />
              <Fields fields={fields} onChange={setFields} />
            </>
          )}
          <ProblemAlert error={save.error} />
          <div>
            <Button type="submit" variant="default" loading={save.isPending}>
              {t("settings.save")}
            </Button>
          </div>
        </Stack>
      </form>
    </section>
  );
}

type FieldsProps = { fields: Draft[]; onChange: (fields: Draft[]) => void };

function Fields({ fields, onChange }: FieldsProps) {
  const { t } = useTranslation("gate");
  const replace = (number: number, change: Partial<Draft>) =>
    onChange(fields.map((field) => (field.number === number ? { ...field, ...change } : field)));
  return (
    <fieldset className={classes.questions}>
      <legend className={classes.label}>{t("settings.fields")}</legend>
      <Stack gap="xs">
        <span className={classes.quiet}>{t("settings.fieldsText")}</span>
        {fields.map(({ label, isRequired, number }, at) => (
          <div key={number} className={classes.field}>
            <TextInput
              aria-label={t("settings.field", { number: at + 1 })}
              maxLength={LABEL_MAX}
              value={label}
              onChange={(event) => replace(number, { label: event.currentTarget.value })}
            />
            <Checkbox
              label={t("settings.required")}
              checked={isRequired}
              onChange={(event) => replace(number, { isRequired: event.currentTarget.checked })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("settings.removeField", { number: at + 1 })}
              onClick={() => onChange(fields.filter((field) => field.number !== number))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </div>
        ))}
        {fields.length < FIELDS_MAX ? (
          <div>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconPlus size={16} />}
              onClick={() => onChange([...fields, draftOf({ label: "", isRequired: true })])}
            >
              {t("settings.addField")}
            </Button>
          </div>
        ) : null}
      </Stack>
    </fieldset>
  );
}

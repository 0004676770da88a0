import { Alert, Button, NumberInput, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { IconFileText } from "@tabler/icons-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Gate, GateMode, GateView } from "#contract/assets/gate.ts";
import { useChange } from "../../app/gallery.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { addressOf } from "../asset/use-asset.ts";
import settings from "../settings/settings.module.css";
import { draftOf, fieldsOf, GateQuestions } from "./gate-questions.tsx";
import classes from "./gate.module.css";
import { PeriodField } from "./period-field.tsx";

const MODES = ["off", "auto", "manual"] as const satisfies GateMode[];
const HEADING_MAX = 100;
const BUTTON_MAX = 60;
const TERMS_MAX = 20_000;
const WAIT_MAX = 365;

/** Who is let in, for how long, what they accept and what they are asked. */
export function GateForm({ asset, gate }: { asset: Asset; gate: GateView }) {
  const { t } = useTranslation("gate");
  const [draft, setDraft] = useState<Omit<Gate, "fields">>(gate);
  const [fields, setFields] = useState(() => gate.fields.map(draftOf));
  const change = (part: Partial<Gate>) => setDraft((before) => ({ ...before, ...part }));
  const save = useChange("assets.set-gate", {
    stale: ["assets.get-gate", "assets.get-asset", "assets.list-access-requests"],
    onSuccess: () => toast(t("settings.saved")),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const asked = fieldsOf(fields);
    setFields(asked.map(draftOf));
    const { mode, heading, terms, button, period, waitDays } = draft;
    const body = { mode, heading, terms, button, period, waitDays, fields: asked };
    save.mutate({ params: addressOf(asset), body });
  };
  const takeOver = () => {
    if (gate.cardForm === null) return;
    const { fields: asked, ...words } = gate.cardForm;
    change(words);
    setFields(asked.map(draftOf));
  };
  return (
    <section className={settings.section} aria-label={t("settings.title")}>
      <h2 className={settings.title}>{t("settings.title")}</h2>
      <p className={settings.text}>{t("settings.text")}</p>
      <form onSubmit={submit}>
        <Stack>
          <ModeField mode={draft.mode} onChange={(mode) => change({ mode })} />
          {draft.mode === "off" ? null : (
            <>
              {gate.cardForm === null ? null : <CardHint onTakeOver={takeOver} />}
              <PeriodField period={draft.period} onChange={(period) => change({ period })} />
              {draft.mode === "manual" ? (
                <NumberInput
                  className={classes.narrow ?? ""}
                  label={t("settings.wait")}
                  description={t("settings.waitText")}
                  min={0}
                  max={WAIT_MAX}
                  allowDecimal={false}
                  value={draft.waitDays}
                  onChange={(days) => change({ waitDays: Number(days) || 0 })}
                />
              ) : null}
              <FormWords draft={draft} onChange={change} />
              <GateQuestions fields={fields} onChange={setFields} />
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

function ModeField({ mode, onChange }: { mode: GateMode; onChange: (mode: GateMode) => void }) {
  const { t } = useTranslation("gate");
  return (
    <Radio.Group
      label={t("settings.mode")}
      value={mode}
      onChange={(chosen) => onChange(MODES.find((each) => each === chosen) ?? mode)}
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
  );
}

type FormWordsProps = { draft: Omit<Gate, "fields">; onChange: (part: Partial<Gate>) => void };

function FormWords({ draft, onChange }: FormWordsProps) {
  const { t } = useTranslation("gate");
  return (
    <>
      <TextInput
        label={t("settings.heading")}
        placeholder={t("ask.title")}
        maxLength={HEADING_MAX}
        value={draft.heading}
        onChange={(event) => onChange({ heading: event.currentTarget.value })}
      />
      <Textarea
        label={t("settings.terms")}
        description={t("settings.termsText")}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={TERMS_MAX}
        value={draft.terms}
        onChange={(event) => onChange({ terms: event.currentTarget.value })}
      />
      <TextInput
        className={classes.narrow ?? ""}
        label={t("settings.button")}
        placeholder={t(draft.mode === "auto" ? "ask.sendAuto" : "ask.send")}
        maxLength={BUTTON_MAX}
        value={draft.button}
        onChange={(event) => onChange({ button: event.currentTarget.value })}
      />
    </>
  );
}

/** What the card asks counts as long as nothing is set here; taken over, it can be changed here. */
function CardHint({ onTakeOver }: { onTakeOver: () => void }) {
  const { t } = useTranslation("gate");
  return (
    <Alert color="gray" variant="light" icon={<IconFileText size={18} />} title={t("card.title")}>
      <p className={classes.text}>{t("card.text")}</p>
      <Button mt="xs" size="xs" variant="default" onClick={onTakeOver}>
        {t("card.takeOver")}
      </Button>
    </Alert>
  );
}

import { Button, Checkbox, Stack, Textarea } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { GateView } from "#contract/assets/gate.ts";
import { useChange } from "../../app/gallery.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { addressOf } from "../asset/use-asset.ts";
import { AskField, isUnanswered } from "./ask-field.tsx";
import classes from "./gate.module.css";

const REASON_MAX = 2000;

type AskFormProps = { asset: Asset; gate: GateView; owner: string };

/** What the owner wants to know, and consent to the terms; what is missing is said at its field. */
export function AskForm({ asset, gate, owner }: AskFormProps) {
  const { t } = useTranslation("gate");
  const { terms, fields, button } = gate.form;
  const [reason, setReason] = useState("");
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const [acceptsTerms, setAcceptsTerms] = useState(false);
  const [isTried, setIsTried] = useState(false);
  const isAuto = gate.mode === "auto";
  const ask = useChange("assets.ask-access", {
    stale: ["assets.get-gate", "assets.get-asset", "assets.list-sent-access-requests"],
    onSuccess: () => toast(t(isAuto ? "ask.granted" : "ask.sent")),
  });
  const lacksTerms = terms !== "" && !acceptsTerms;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setIsTried(true);
    const lacksAnswer = fields.some((field) => isUnanswered(field, answers[field.label] ?? ""));
    if (lacksTerms || lacksAnswer) return;
    ask.mutate({ params: addressOf(asset), body: { reason, answers, acceptsTerms } });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {fields.map((field) => (
          <AskField
            key={field.label}
            field={field}
            answer={answers[field.label] ?? ""}
            onChange={(answer) => setAnswers((before) => ({ ...before, [field.label]: answer }))}
            isMissed={isTried && isUnanswered(field, answers[field.label] ?? "")}
          />
        ))}
        <Textarea
          label={t("ask.optional", { label: t("ask.reason") })}
          autosize
          minRows={3}
          maxLength={REASON_MAX}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {terms === "" ? null : (
          <Checkbox
            label={t("ask.acceptTerms")}
            checked={acceptsTerms}
            onChange={(event) => setAcceptsTerms(event.currentTarget.checked)}
            error={isTried && lacksTerms ? t("ask.termsMissing") : null}
          />
        )}
        <p className={classes.hint}>{t("ask.told", { owner })}</p>
        <ProblemAlert error={ask.error} />
        <div>
          <Button type="submit" loading={ask.isPending}>
            {button || t(isAuto ? "ask.sendAuto" : "ask.send")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

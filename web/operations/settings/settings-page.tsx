import { Button, SegmentedControl, Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SettingChanges, SettingKey, Settings } from "#contract/operations/settings.ts";
import { useCall, useChange } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { toast, useProblemToast } from "../../ui/toast.ts";
import classes from "../console.module.css";

/** What each setting can be, in the order in which it is offered. */
const CHOICES = {
  "review.mode": ["automatic", "manual"],
  "review.four-eyes": [false, true],
  "review.commits": ["rescan", "hold"],
  "publishing.allow-narrowing": [false, true],
  "publishing.refuse-automatic-training": [false, true],
  "community.onboarding": [false, true],
} as const satisfies { [Key in SettingKey]: readonly Settings[Key][] };
const KEYS = Object.keys(CHOICES) as SettingKey[];
/** Keys of texts hold no dots. */
const TEXTS = {
  "review.mode": "reviewMode",
  "review.four-eyes": "reviewFourEyes",
  "review.commits": "reviewCommits",
  "publishing.allow-narrowing": "allowNarrowing",
  "publishing.refuse-automatic-training": "refuseAutomaticTraining",
  "community.onboarding": "onboarding",
} as const satisfies Record<SettingKey, string>;

/** PLT-4: how listings are reviewed, while the gallery runs. */
export function SettingsPage() {
  const { t } = useTranslation("console");
  usePageTitle(t("settings.title"));
  return (
    <>
      <PageHeader title={t("settings.title")} description={t("settings.text")} />
      <SettingList />
    </>
  );
}

function SettingList() {
  const { t } = useTranslation("console");
  const onError = useProblemToast();
  const settings = useCall("operations.get-settings");
  const change = useChange("operations.change-settings", {
    stale: ["operations.get-settings", "operations.list-audit-events"],
    onSuccess: () => toast(t("settings.saved")),
  });
  if (settings.error) {
    return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />;
  }
  if (!settings.data) return <Skeleton height={320} radius="lg" />;
  const { values, defaults, stored } = settings.data;
  const set = (body: SettingChanges) => change.mutate({ body }, { onError });
  return (
    <ul className={classes.rows}>
      {KEYS.map((key) => (
        <SettingRow
          key={key}
          setting={key}
          value={values[key]}
          fallback={defaults[key]}
          isStored={stored.includes(key)}
          isRunning={change.isPending}
          onSet={set}
        />
      ))}
    </ul>
  );
}

type SettingRowProps = {
  setting: SettingKey;
  value: string | boolean;
  /** What the environment says. */
  fallback: string | boolean;
  isStored: boolean;
  isRunning: boolean;
  onSet: (changes: SettingChanges) => void;
};

function SettingRow({ setting, value, fallback, isStored, isRunning, onSet }: SettingRowProps) {
  const { t } = useTranslation("console");
  const text = TEXTS[setting];
  const nameOf = (choice: string | boolean) => {
    if (typeof choice === "boolean") return t(choice ? "settings.on" : "settings.off");
    return t(`settings.${text}.${choice}` as "settings.reviewMode.manual");
  };
  const choices = CHOICES[setting].map((choice) => ({
    value: String(choice),
    label: nameOf(choice),
  }));
  const choose = (chosen: string) => {
    const next = CHOICES[setting].find((choice) => String(choice) === chosen);
    if (next !== undefined) onSet({ [setting]: next });
  };
  return (
    <li className={classes.setting}>
      <div>
        <h2 className={classes.settingTitle}>{t(`settings.${text}.title`)}</h2>
        <p className={classes.settingText}>{t(`settings.${text}.text`)}</p>
        <p className={classes.settingText}>
          {isStored
            ? t("settings.instead", { value: nameOf(fallback) })
            : t("settings.fromEnvironment")}{" "}
          {isStored ? (
            <Button
              variant="subtle"
              size="compact-xs"
              disabled={isRunning}
              onClick={() => onSet({ [setting]: null })}
            >
              {t("settings.reset")}
            </Button>
          ) : null}
        </p>
      </div>
      <SegmentedControl
        aria-label={t(`settings.${text}.title`)}
        data={choices}
        value={String(value)}
        disabled={isRunning}
        onChange={choose}
      />
    </li>
  );
}

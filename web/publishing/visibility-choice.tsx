import { Radio, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Visibility } from "#contract/assets/asset.ts";
import type { NamespaceSummary } from "#contract/fields.ts";
import { PeopleChooser } from "../accounts/people/people-chooser.tsx";

const VISIBILITIES = ["public", "restricted", "private"] as const satisfies Visibility[];
const WIDTH: Record<Visibility, number> = { private: 0, restricted: 1, public: 2 };

/** PUB-4: only me < specified users < public. */
export function isNarrower(from: Visibility, to: Visibility): boolean {
  return WIDTH[to] < WIDTH[from];
}

type VisibilityChoiceProps = {
  value: Visibility;
  onChange: (visibility: Visibility) => void;
  audience: NamespaceSummary[];
  onAudience: (people: NamespaceSummary[]) => void;
  audienceError?: ReactNode;
};

/** Who may see and download it; with "specified users", who they are. */
export function VisibilityChoice(props: VisibilityChoiceProps) {
  // The texts of the people chooser come along: loading them later would hide the form meanwhile.
  const { t } = useTranslation(["publishing", "assets", "accounts"]);
  return (
    <Stack gap="md">
      <Radio.Group
        label={t("visibility.label")}
        value={props.value}
        onChange={(chosen) => {
          const visibility = VISIBILITIES.find((each) => each === chosen);
          if (visibility) props.onChange(visibility);
        }}
      >
        <Stack gap="xs" mt="xs">
          {VISIBILITIES.map((visibility) => (
            <Radio
              key={visibility}
              value={visibility}
              label={t(`assets:visibilities.${visibility}`)}
              description={t(`assets:visibility.${visibility}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {props.value === "restricted" ? (
        <PeopleChooser
          label={t("visibility.audience")}
          value={props.audience}
          onChange={props.onAudience}
          error={props.audienceError}
        />
      ) : null}
    </Stack>
  );
}

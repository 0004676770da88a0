import { Alert, Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "#contract/problems.ts";
import type { Asset } from "#contract/assets/asset.ts";
import type { Listing } from "#contract/publishing/endpoints.ts";
import { useChange } from "../app/gallery.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import { ProblemAlert } from "../ui/problem-alert.tsx";
import { toast } from "../ui/toast.ts";
import { UnlistButton } from "./listing-actions.tsx";
import { STALE_AFTER_MOVE } from "./use-listing.ts";
import { isNarrower, VisibilityChoice } from "./visibility-choice.tsx";

/** PUB-4: after publishing it can only be widened; narrowing says so and names the way. */
export function VisibilityForm({ asset, listing }: { asset: Asset; listing: Listing }) {
  const { t } = useTranslation(["publishing", "app"]);
  const [visibility, setVisibility] = useState(listing.visibility);
  const [audience, setAudience] = useState(listing.audience);
  const change = useChange("publishing.change-visibility", {
    stale: STALE_AFTER_MOVE,
    onSuccess: () => toast(t("visibility.changed")),
  });
  const isSame =
    visibility === listing.visibility &&
    (visibility !== "restricted" || namesOf(audience) === namesOf(listing.audience));
  const wasPublished = listing.publishedAt !== null;
  const isRefused = isProblem(change.error, "visibility-cannot-narrow");
  const warns = wasPublished && isNarrower(listing.visibility, visibility);
  const save = () =>
    change.mutate({
      params: addressOf(asset),
      body: {
        visibility,
        ...(visibility === "restricted" ? { audience: audience.map(({ name }) => name) } : {}),
      },
    });
  return (
    <Stack align="stretch">
      <VisibilityChoice
        value={visibility}
        onChange={(next) => {
          setVisibility(next);
          change.reset();
        }}
        audience={audience}
        onAudience={setAudience}
      />
      {isRefused || warns ? (
        <Alert
          color={isRefused ? "red" : "orange"}
          title={t(isRefused ? "visibility.refused" : "visibility.narrower")}
          role="alert"
        >
          <Stack gap="sm" align="flex-start">
            {t("visibility.narrowerText")}
            {asset.abilities.unlist ? <UnlistButton asset={asset} /> : null}
          </Stack>
        </Alert>
      ) : (
        <ProblemAlert error={change.error} />
      )}
      <div>
        <Button variant="default" disabled={isSame} loading={change.isPending} onClick={save}>
          {t("visibility.save")}
        </Button>
      </div>
    </Stack>
  );
}

function namesOf(people: readonly { name: string }[]): string {
  return people
    .map(({ name }) => name)
    .toSorted()
    .join();
}

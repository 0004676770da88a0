import { Button, Group, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Listing } from "#contract/publishing/endpoints.ts";
import { Findings } from "./findings.tsx";
import { ListingStatus } from "./listing-status.tsx";

type PublishOutcomeProps = {
  asset: Asset;
  listing: Listing;
  onClose: () => void;
  /** Back to the form, to put right what stopped it. */
  onChange: () => void;
};

/** Follows the publication until the checks, or a reviewer, have spoken. */
export function PublishOutcome({ asset, listing, onClose, onChange }: PublishOutcomeProps) {
  const { t } = useTranslation(["publishing", "app"]);
  const hasFailed = listing.state === "publish-failed" || listing.state === "rejected";
  return (
    <Stack>
      <ListingStatus listing={listing} />
      <Findings asset={asset} findings={listing.findings} />
      <Group justify="flex-end" gap="sm">
        {hasFailed ? <Button onClick={onChange}>{t("outcome.change")}</Button> : null}
        <Button variant={hasFailed ? "default" : "filled"} onClick={onClose}>
          {t("app:close")}
        </Button>
      </Group>
    </Stack>
  );
}

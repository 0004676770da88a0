import { Alert, Anchor } from "@mantine/core";
import { IconGavel, IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Listing } from "#contract/publishing/endpoints.ts";
import { revisionHref } from "../../app/addresses.ts";
import { addressOf } from "../../assets/asset/use-asset.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import { Findings } from "../findings.tsx";
import classes from "./review.module.css";

/** For who manages an asset: what a reviewer decided and why, what is closed, and what to do. */
export function OwnReviewPanel({ asset, listing }: { asset: Asset; listing: Listing }) {
  const { review, state } = listing;
  return (
    <>
      {state === "rejected" && review?.state === "rejected" ? (
        <Rejected listing={listing} of="listing" />
      ) : null}
      {review?.subject === "commit" && review.state === "rejected" ? (
        <Rejected listing={listing} of="commit" />
      ) : null}
      {review?.subject === "commit" && review.state === "open" ? (
        <CommitInReview asset={asset} listing={listing} />
      ) : null}
      <ClosedFiles asset={asset} paths={listing.closedFiles} />
    </>
  );
}

function Rejected({
  listing: { review, reason },
  of,
}: {
  listing: Listing;
  of: "listing" | "commit";
}) {
  const { t } = useTranslation("review");
  const words = of === "listing" ? reason : review?.reason;
  return (
    <Alert
      className={classes.own ?? ""}
      color="red"
      icon={<IconGavel size={18} />}
      title={
        <>
          {t(of === "listing" ? "own.rejectedTitle" : "own.rejectedCommit")}
          {review?.closedAt ? (
            <>
              {" · "}
              <RelativeTime value={review.closedAt} />
            </>
          ) : null}
        </>
      }
    >
      {words ? <blockquote className={classes.reason}>{words}</blockquote> : null}
      <p className={classes.howTo}>{t(of === "listing" ? "own.howTo" : "own.howToCommit")}</p>
    </Alert>
  );
}

function CommitInReview({ asset, listing }: { asset: Asset; listing: Listing }) {
  const { t } = useTranslation("review");
  const { review, closedFiles } = listing;
  return (
    <Alert
      className={classes.own ?? ""}
      color="orange"
      icon={<IconGavel size={18} />}
      title={t("own.openCommit")}
    >
      <p className={classes.howTo}>
        {t(closedFiles.length === 0 ? "own.heldText" : "own.closedText")}
      </p>
      <Findings
        asset={asset}
        findings={review?.findings ?? []}
        {...(review?.commit ? { revision: review.commit } : {})}
      />
    </Alert>
  );
}

function ClosedFiles({ asset, paths }: { asset: Asset; paths: readonly string[] }) {
  const { t } = useTranslation("review");
  if (paths.length === 0) return null;
  return (
    <div className={classes.closed}>
      <IconLock size={16} aria-hidden="true" />
      <span>
        {t("own.closed")}{" "}
        {paths.map((path, at) => (
          <span key={path}>
            {at === 0 ? null : ", "}
            <Anchor
              component={PageLink}
              inherit
              href={revisionHref(addressOf(asset), "blob", {
                revision: asset.defaultBranch,
                path,
              })}
            >
              {path}
            </Anchor>
          </span>
        ))}
      </span>
    </div>
  );
}

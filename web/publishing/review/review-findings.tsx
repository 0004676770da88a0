import { Anchor } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Review } from "#contract/publishing/review.ts";
import { revisionHref } from "../../app/addresses.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { FindingText } from "../findings.tsx";
import listing from "../publishing.module.css";
import { addressOf } from "./address-of.ts";

/** What the checks found, each beside a link to the file as it was submitted. */
export function ReviewFindings({ review }: { review: Review }) {
  const { t } = useTranslation(["review", "publishing"]);
  const { findings, commit } = review;
  return (
    <section className={listing.section}>
      <h2 className={listing.title}>{t("findingsTitle")}</h2>
      {findings.length === 0 ? <p className={listing.quiet}>{t("findingsNone")}</p> : null}
      <ul className={listing.findings}>
        {findings.map((finding) => (
          <li
            key={`${finding.check} ${finding.message}`}
            data-blocking={finding.isBlocking || undefined}
          >
            {finding.isBlocking ? (
              <IconAlertTriangle size={17} aria-label={t("publishing:findings.blocking")} />
            ) : (
              <IconInfoCircle size={17} aria-label={t("publishing:findings.advice")} />
            )}
            <span>
              <FindingText finding={finding} />{" "}
              {finding.path === null || commit === null ? null : (
                <Anchor
                  component={PageLink}
                  inherit
                  href={revisionHref(addressOf(review), "blob", {
                    revision: commit,
                    path: finding.path,
                  })}
                >
                  {t("publishing:findings.seeFile")}
                </Anchor>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

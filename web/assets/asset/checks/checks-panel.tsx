import { Button } from "@mantine/core";
import { IconCircleCheck, IconAlertTriangle } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { CheckList } from "#contract/assets/check-results.ts";
import { useCall } from "../../../app/gallery.ts";
import panelClasses from "../card-page.module.css";
import { addressOf } from "../use-asset.ts";
import { CheckedFile } from "./checked-file.tsx";
import classes from "./checks.module.css";

/**
 * REP-11, SDK-3: whether a model meets the contract of custom models, and which recommended files
 * it has. Those who can change the files see them at once, others a line that opens.
 */
export function ChecksPanel({ asset }: { asset: Asset }) {
  const { t } = useTranslation("checks");
  const { data } = useCall("assets.get-checks", { params: addressOf(asset) });
  if (!data) return null;
  const { contract, recommended } = data;
  return (
    <>
      {contract ? (
        <Checks
          asset={asset}
          list={contract}
          title={t("contract.title")}
          summary={t(contract.isMet ? "contract.met" : "contract.notMet")}
          hint={contract.isMet ? undefined : t("contract.hint")}
        />
      ) : null}
      {recommended ? (
        <Checks
          asset={asset}
          list={recommended}
          title={t("recommended.title")}
          summary={recommendedSummary(recommended, t)}
          hint={recommended.isMet ? undefined : t("recommended.hint")}
        />
      ) : null}
    </>
  );
}

type Texts = ReturnType<typeof useTranslation<"checks">>["t"];

function recommendedSummary({ isMet, files }: CheckList, t: Texts): string {
  if (isMet) return t("recommended.met");
  const bad = files.filter(({ state }) => state !== "good" && state !== "absent");
  return t("recommended.notMet", { count: bad.length });
}

type ChecksProps = {
  asset: Asset;
  list: CheckList;
  title: string;
  summary: string;
  /** What the owner should do. */
  hint: ReactNode;
};

function Checks({ asset, list, title, summary, hint }: ChecksProps) {
  const { t } = useTranslation("checks");
  const { write } = asset.abilities;
  const [isOpen, setIsOpen] = useState(write && !list.isMet);
  const id = useId();
  const Icon = list.isMet ? IconCircleCheck : IconAlertTriangle;
  return (
    <section>
      <h2 className={panelClasses.panelTitle}>{title}</h2>
      <p className={classes.summary} data-met={list.isMet || undefined}>
        <Icon size={17} aria-hidden="true" />
        <span>{summary}</span>
        <Button
          variant="subtle"
          size="compact-xs"
          aria-expanded={isOpen}
          aria-controls={id}
          aria-label={t(isOpen ? "hideOf" : "showOf", { title })}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t(isOpen ? "hide" : "show")}
        </Button>
      </p>
      <div id={id} hidden={!isOpen}>
        <ul className={classes.files}>
          {list.files.map((check) => (
            <CheckedFile key={check.file} asset={asset} check={check} />
          ))}
        </ul>
        {write && hint ? <p className={panelClasses.note}>{hint}</p> : null}
      </div>
    </section>
  );
}

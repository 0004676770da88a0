import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { CheckFault, FileCheck } from "#contract/assets/check-results.ts";
import { revisionHref } from "../../../app/addresses.ts";
import { formatBytes } from "../../../ui/format.ts";
import { PageLink } from "../../../ui/page-link.tsx";
import { addressOf } from "../use-asset.ts";
import classes from "./checks.module.css";

const ICONS = {
  good: IconCircleCheck,
  missing: IconCircleX,
  empty: IconAlertTriangle,
  invalid: IconAlertTriangle,
  absent: IconCircleDashed,
} as const;

/** One line of the list, and what is wrong inside the file. */
export function CheckedFile({ asset, check }: { asset: Asset; check: FileCheck }) {
  const { t } = useTranslation("checks");
  const Icon = ICONS[check.state];
  const path = check.foundAs;
  const name = path ?? check.file;
  const at = { revision: asset.defaultBranch, path: path ?? "" };
  return (
    <li className={classes.file} data-state={check.state}>
      <Icon size={15} aria-hidden="true" />
      <div className={classes.about}>
        {path === null ? (
          <span className={classes.name}>{name}</span>
        ) : (
          <PageLink
            href={revisionHref(addressOf(asset), "blob", at)}
            className={classes.name}
            preload={false}
          >
            {name}
          </PageLink>
        )}
        <span className={classes.state}>{t(`states.${check.state}`)}</span>
        {check.faults.length > 0 ? (
          <ul className={classes.faults}>
            {check.faults.map((fault, index) => (
              <li key={index}>
                <Fault fault={fault} />
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </li>
  );
}

const BYTES = /Bytes$/u;

function Fault({ fault: { code, at, parameters } }: { fault: CheckFault }) {
  const { t, i18n } = useTranslation("checks");
  const values = Object.entries(parameters).map(([name, value]) => {
    const isSize = BYTES.test(name) && typeof value === "number";
    return [name, isSize ? formatBytes(value, i18n.language) : value];
  });
  const options: Record<string, unknown> = Object.fromEntries(values);
  if (code === "wrong-type") options["expected"] = t(`types.${typeOf(parameters["expected"])}`);
  const text = t(`faults.${code}`, options);
  return (
    <>
      {at === "" ? null : <code className={classes.place}>{at}</code>} {text}
    </>
  );
}

const TYPES = ["object", "array", "string", "boolean", "strings", "scalar"] as const;

function typeOf(expected: unknown): (typeof TYPES)[number] {
  return TYPES.find((type) => type === expected) ?? "object";
}

import { OTHER_LICENCES } from "./licences-other.ts";
import { SPDX_LICENCES } from "./licences-spdx.ts";
import { indexTerms, type Term } from "./term.ts";

/**
 * Whether the text itself permits commercial use: plainly, never, only under conditions that have
 * to be read, or `unstated` where the id does not name one text.
 */
export type CommercialUse = "allowed" | "forbidden" | "conditional" | "unstated";

export type Licence = Term<LicenceId> & {
  /** Where the text is; absent where the id names no text and the card must link its own. */
  readonly url?: string;
  readonly commercialUse: CommercialUse;
};

const TEXTLESS_LICENCES = [
  ["other", "Other", "其他"],
  ["unknown", "Unknown", "未知"],
] as const;

export type LicenceId =
  | (typeof SPDX_LICENCES)[number][0]
  | (typeof OTHER_LICENCES)[number][0]
  | (typeof TEXTLESS_LICENCES)[number][0];

/** Every licence that a card may name: the plain open ones first, `other` and `unknown` last. */
export const LICENCES: readonly Licence[] = [
  ...SPDX_LICENCES.map(([id, spdxId, name, nameZh, commercialUse]) => ({
    id,
    name,
    nameZh,
    url: `https://spdx.org/licenses/${spdxId}.html`,
    commercialUse,
  })),
  ...OTHER_LICENCES.map(([id, name, nameZh, url, commercialUse]) => ({
    id,
    name,
    nameZh,
    url,
    commercialUse,
  })),
  ...TEXTLESS_LICENCES.map(([id, name, nameZh]) => ({
    id,
    name,
    nameZh,
    commercialUse: "unstated" as const,
  })),
];

export const LICENCE_IDS: readonly LicenceId[] = LICENCES.map((licence) => licence.id);

/** Finds a licence by its id or by another spelling in use (`Apache 2.0`, `GPL-3.0-or-later`, …). */
export const findLicence = indexTerms(LICENCES, {
  apache: "apache-2.0",
  "apache-2": "apache-2.0",
  apache2: "apache-2.0",
  "apache-license-2.0": "apache-2.0",
  "mit-license": "mit",
  "bsd-2": "bsd-2-clause",
  "bsd-3": "bsd-3-clause",
  "gpl-2.0-only": "gpl-2.0",
  "gpl-2.0-or-later": "gpl-2.0",
  "gpl-3": "gpl-3.0",
  gplv3: "gpl-3.0",
  "gpl-3.0-only": "gpl-3.0",
  "gpl-3.0-or-later": "gpl-3.0",
  "lgpl-2.1-only": "lgpl-2.1",
  "lgpl-2.1-or-later": "lgpl-2.1",
  "lgpl-3.0-only": "lgpl-3.0",
  "lgpl-3.0-or-later": "lgpl-3.0",
  "agpl-3.0-only": "agpl-3.0",
  "agpl-3.0-or-later": "agpl-3.0",
  agpl: "agpl-3.0",
  cc0: "cc0-1.0",
  "odbl-1.0": "odbl",
  "odc-by-1.0": "odc-by",
  "pddl-1.0": "pddl",
  "c-uda-1.0": "c-uda",
  mpl: "mpl-2.0",
  "the-unlicense": "unlicense",
  "llama-2": "llama2",
  "llama-3": "llama3",
  "llama-3.1": "llama3.1",
  "llama-3.2": "llama3.2",
  "llama-3.3": "llama3.3",
  "llama-4": "llama4",
});

import type { AgreementName } from "#contract/accounts/agreement.ts";
import type { Asset, Visibility } from "#contract/assets/asset.ts";
import type { GateMode } from "#contract/assets/gate.ts";
import type { NamespaceSummary } from "#contract/fields.ts";
import type { AssetKind } from "#contract/kinds.ts";
import type { Listing } from "#contract/publishing/endpoints.ts";
import type { Environment, KindRules } from "#contract/publishing/kind-rules.ts";
import {
  fieldsOf,
  isAsked,
  type PublicationDraft,
  type PublicationField,
} from "#contract/publishing/publication-fields.ts";
import type { DurationUnit } from "#contract/publishing/duration.ts";
import type { Region } from "#contract/publishing/regions.ts";
import type { Terms } from "#contract/publishing/terms.ts";
import type { InputOf } from "#sdk/index.ts";
import { OF_CARD } from "./card-fields.ts";

type Body = InputOf<"publishing.publish-asset">["body"];

/** What a kind says of itself, as its fields hold it; `isCodeOpen` null: not chosen yet. */
export type AboutValues = {
  title: string;
  description: string;
  tasks: string[];
  dataTypes: string[];
  licence: string | null;
  environment: Environment | null;
  isCodeOpen: boolean | null;
  paperTitle: string;
  paperLink: string;
  imageUrl: string;
  imageEngine: string;
  imageChip: string;
  imageDependencies: string;
  source: string;
  packagePath: string;
  demoLink: string;
  sampleOutput: string;
};

/** Everything the wizard asks for. */
export type WizardValues = AboutValues & {
  visibility: Visibility;
  audience: NamespaceSummary[];
  gate: GateMode;
  admitted: NamespaceSummary[];
  /** Empty: no version comes with the listing. */
  version: string;
  versionDescription: string;
  constraints: string;
  regions: string[];
  isLimited: boolean;
  limitCount: number;
  limitUnit: DurationUnit;
  renews: boolean;
};

/** What card and listing say already, and what was asked for last. */
export function proposeValues(asset: Asset, listing: Listing): WizardValues {
  const { title, description, licences, tasks, dataTypes } = asset.settings;
  const { facts } = listing;
  const wasSubmitted = listing.submittedAt !== null;
  return {
    title,
    description: description || asset.description,
    tasks,
    dataTypes,
    licence: licences[0] ?? null,
    environment: facts.environment ?? null,
    isCodeOpen: facts.isCodeOpen ?? null,
    paperTitle: facts.paperTitle ?? "",
    paperLink: facts.paperLink ?? "",
    imageUrl: facts.imageUrl ?? "",
    imageEngine: facts.imageEngine ?? "",
    imageChip: facts.imageChip ?? "",
    imageDependencies: facts.imageDependencies ?? "",
    source: facts.source ?? "",
    packagePath: facts.packagePath ?? "",
    demoLink: facts.demoLink ?? "",
    sampleOutput: facts.sampleOutput ?? "",
    visibility: wasSubmitted ? (listing.requestedVisibility ?? listing.visibility) : "public",
    audience: listing.audience,
    gate: asset.gate,
    admitted: [],
    version: "",
    versionDescription: "",
    constraints: "",
    regions: listing.regions,
    isLimited: false,
    limitCount: 30,
    limitUnit: "day",
    renews: false,
  };
}

/** The part of the values that the rules of the kind judge. */
export function draftOf(values: AboutValues): PublicationDraft {
  const { environment, isCodeOpen, ...rest } = values;
  return {
    ...rest,
    title: rest.title.trim(),
    description: rest.description.trim(),
    environment: environment ?? undefined,
    isCodeOpen: isCodeOpen ?? undefined,
  };
}

type Parts = {
  rules: KindRules;
  regions: readonly Region[];
  /** As they were shown. */
  agreements: readonly { agreement: AgreementName; version: string }[];
};

/** The values as the API takes them; what the kind does not have stays behind. */
export function toPublication(kind: AssetKind, values: WizardValues, parts: Parts): Body {
  const draft = draftOf(values);
  const about = pickFields(fieldsOf(kind), { kind, draft });
  const { visibility, audience, version } = values;
  const regions = chosenRegions(values, parts.regions);
  const { hasUsability, hasVersions, limit } = parts.rules;
  return {
    ...about,
    description: draft.description ?? "",
    visibility,
    audience: visibility === "restricted" ? namesOf(audience) : [],
    ...(hasUsability ? { usability: usabilityOf(values) } : {}),
    ...(regions.length > 0 ? { regions } : {}),
    ...(hasVersions && version.trim() !== "" ? { version: versionOf(values) } : {}),
    ...(limit === "none" ? {} : { terms: termsOf(limit, values) }),
    acceptsAgreements: true,
    agreements: parts.agreements.map(({ agreement, version: shown }) => ({
      agreement,
      version: shown,
    })),
  };
}

/** What the listing says beside its card; an empty text takes away what was there. */
export function factsOf(kind: AssetKind, values: WizardValues) {
  const fields = fieldsOf(kind).filter((field) => !OF_CARD.has(field));
  return pickFields(fields, { kind, draft: draftOf(values) });
}

function pickFields(
  fields: readonly PublicationField[],
  { kind, draft }: { kind: AssetKind; draft: PublicationDraft },
) {
  const asked = fields.filter((field) => isAsked(kind, field, draft));
  return Object.fromEntries(asked.map((field) => [field, draft[field] ?? undefined]));
}

/** The operator may have renamed the regions since they were chosen; one alone is not asked for. */
export function chosenRegions(
  values: Pick<WizardValues, "regions">,
  regions: readonly Region[],
): string[] {
  if (regions.length < 2) return [];
  return regions.map(({ id }) => id).filter((id) => values.regions.includes(id));
}

function usabilityOf({ gate, admitted }: WizardValues) {
  return { mode: gate, admitted: gate === "off" ? [] : namesOf(admitted) };
}

function namesOf(people: readonly NamespaceSummary[]): string[] {
  return people.map(({ name }) => name);
}

function versionOf({ version, versionDescription, constraints }: WizardValues) {
  return { number: version.trim(), description: versionDescription, constraints };
}

/** PUB-7: for how long, or of a skill on how many channels. */
function termsOf(limit: "duration" | "channels", values: WizardValues): Terms {
  const { isLimited, limitCount, limitUnit, renews } = values;
  if (!isLimited) return { duration: null, channels: null, renews: false };
  return limit === "channels"
    ? { duration: null, channels: limitCount, renews }
    : { duration: { count: limitCount, unit: limitUnit }, channels: null, renews };
}

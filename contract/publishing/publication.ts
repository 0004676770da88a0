import { z } from "zod";
import { AcceptedAgreements } from "../accounts/agreement.ts";
import { Visibility } from "../assets/asset.ts";
import { GateMode } from "../assets/gate.ts";
import { text } from "../fields.ts";
import {
  DESCRIPTION_MAX,
  ENVIRONMENTS,
  IMAGE_DEPENDENCIES_MAX,
  IMAGE_TEXT_MAX,
  IMAGE_URL_MAX,
  LINK_MAX,
  PACKAGE_PATH_MAX,
  PAPER_TITLE_MAX,
  SAMPLE_OUTPUT_MAX,
  SOURCE_MAX,
  TITLE_MAX,
} from "./kind-rules.ts";
import { RegionChoice } from "./regions.ts";
import { Terms } from "./terms.ts";
import { NewVersion } from "./version.ts";

/**
 * What only some kinds say of themselves; which of it a kind must say, and how it must look, is
 * told by `kind-rules.ts`.
 */
export const KindFacts = z.object({
  /** PUB-13: where a notebook runs. */
  environment: z.enum(ENVIRONMENTS).optional(),
  /** PUB-11. */
  paperTitle: text("paperTitle", { max: PAPER_TITLE_MAX }).optional(),
  paperLink: text("paperLink", { max: LINK_MAX }).optional(),
  isCodeOpen: z.boolean().optional(),
  /** PUB-19: what a client pulls, with what is in it. */
  imageUrl: text("imageUrl", { max: IMAGE_URL_MAX }).optional(),
  imageEngine: text("imageEngine", { max: IMAGE_TEXT_MAX }).optional(),
  imageChip: text("imageChip", { max: IMAGE_TEXT_MAX }).optional(),
  imageDependencies: text("imageDependencies", { max: IMAGE_DEPENDENCIES_MAX }).optional(),
  /** PUB-21. */
  source: text("source", { max: SOURCE_MAX }).optional(),
  packagePath: text("packagePath", { max: PACKAGE_PATH_MAX }).optional(),
  /** COM-4: where a case can be tried, and in Markdown what it puts out. */
  demoLink: text("demoLink", { max: LINK_MAX }).optional(),
  sampleOutput: text("sampleOutput", { max: SAMPLE_OUTPUT_MAX }).optional(),
});
export type KindFacts = z.infer<typeof KindFacts>;

const Accounts = z.array(z.string().max(200)).max(1000);

/** PUB-1 and what the other kinds ask for beside it. */
export const Publication = KindFacts.extend({
  visibility: Visibility,
  /** Account names, with visibility `restricted` only. */
  audience: Accounts.default([]),
  title: text("title", { max: TITLE_MAX }).optional(),
  description: text("description", { min: 1, max: DESCRIPTION_MAX }),
  licence: z.string().max(100).optional(),
  tasks: z.array(z.string().max(100)).max(20).default([]),
  dataTypes: z.array(z.string().max(100)).max(20).default([]),
  /** PUB-15: whether one applies to use it, and the names of those who need not. */
  usability: z.object({ mode: GateMode, admitted: Accounts.default([]) }).optional(),
  /** PUB-20. */
  regions: RegionChoice.optional(),
  /** PUB-5: the first version, of what is submitted; it becomes available with the listing. */
  version: NewVersion.pick({ number: true, description: true, constraints: true }).optional(),
  /** PUB-7; as they are when absent. */
  terms: Terms.optional(),
  /** Consent to the content-publishing and the service agreement (PUB-8). */
  acceptsAgreements: z.literal(true, "the agreements must be accepted"),
  /** The versions that were shown; those in force when absent. */
  agreements: AcceptedAgreements.optional(),
});
export type Publication = z.infer<typeof Publication>;

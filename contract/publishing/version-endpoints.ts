import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";
import { Region } from "./regions.ts";
import { NewVersion, Version, VersionEdit } from "./version.ts";

const BASE = "/assets/:kind/:owner/:name/versions";
const SEE = { who: "anyone", scope: "read", right: "see" } as const;
const MANAGE = { who: "signed-in", scope: "write", right: "manage" } as const;
/** A number as it stands in a path: anything, so that a miss is a 404 and no 400. */
const OneVersion = Address.extend({ number: z.string().min(1).max(100) });

export const listVersions = endpoint({
  id: "publishing.list-versions",
  method: "GET",
  path: BASE,
  summary: "Versions of an asset, the highest first; those not available only to whom they concern",
  access: SEE,
  params: Address,
  query: PageQuery,
  answer: {
    status: 200,
    body: pageOf(Version).extend({
      /** The highest one that is available. */
      newest: z.string().nullable(),
      /** Whether this viewer may add one now. */
      canAdd: z.boolean(),
    }),
  },
});

export const getVersion = endpoint({
  id: "publishing.get-version",
  method: "GET",
  path: `${BASE}/:number`,
  summary: "One version of an asset",
  access: SEE,
  params: OneVersion,
  answer: { status: 200, body: Version },
  problems: ["version-not-found"],
});

export const addVersion = endpoint({
  id: "publishing.add-version",
  method: "POST",
  path: BASE,
  summary: "Give a commit of a published asset a number; it is checked, and kept for good",
  access: MANAGE,
  params: Address,
  body: NewVersion,
  answer: { status: 201, body: Version },
  problems: ["version-exists", "listing-state-wrong", "revision-not-found", "ref-exists"],
  idempotent: true,
});

export const editVersion = endpoint({
  id: "publishing.edit-version",
  method: "PATCH",
  path: `${BASE}/:number`,
  summary: "Change description and constraints of a version",
  access: MANAGE,
  params: OneVersion,
  body: VersionEdit,
  answer: { status: 200, body: Version },
  problems: ["version-not-found"],
});

export const takeVersionOffline = endpoint({
  id: "publishing.take-version-offline",
  method: "POST",
  path: `${BASE}/:number/offline`,
  summary: "Offer a version no longer; whoever has subscribed keeps it",
  access: MANAGE,
  params: OneVersion,
  answer: { status: 200, body: Version },
  problems: ["version-not-found", "version-state-wrong", "last-version", "listing-state-wrong"],
});

export const bringVersionOnline = endpoint({
  id: "publishing.bring-version-online",
  method: "POST",
  path: `${BASE}/:number/online`,
  summary: "Offer a version again that was taken offline",
  access: MANAGE,
  params: OneVersion,
  answer: { status: 200, body: Version },
  problems: ["version-not-found", "version-state-wrong", "listing-state-wrong"],
});

export const retryVersion = endpoint({
  id: "publishing.retry-version",
  method: "POST",
  path: `${BASE}/:number/retry`,
  summary: "Run the checks of a failed or rejected version again",
  access: MANAGE,
  params: OneVersion,
  answer: { status: 200, body: Version },
  problems: ["version-not-found", "version-state-wrong"],
});

export const discardVersion = endpoint({
  id: "publishing.discard-version",
  method: "DELETE",
  path: `${BASE}/:number`,
  summary: "Give up a version that never became available; its number is free again",
  access: MANAGE,
  params: OneVersion,
  answer: { status: 204 },
  problems: ["version-not-found", "version-state-wrong"],
});

export const listRegions = endpoint({
  id: "publishing.list-regions",
  method: "GET",
  path: "/regions",
  summary: "The regions of this installation in which assets are used",
  access: { who: "anyone", scope: "read" },
  answer: { status: 200, body: z.object({ items: z.array(Region) }) },
});

import { hashText } from "../../platform/formats/xet/index.ts";
import type { DownloadPlan } from "../../repositories/index.ts";
import type { XetContext } from "../xet-access.ts";
import { signXorbLink } from "./xorb-links.ts";

type Fetch = DownloadPlan["fetches"][number];

/** In byte ranges of the protocol the last byte is included; in chunk ranges the end is not. */
const inclusive = ({ start, end }: Fetch["bytes"]) => ({ start, end: end - 1 });

/** The older form: one address for each range. Source: xet specification, api.md. */
export function presentReconstruction(ctx: XetContext, plan: DownloadPlan) {
  return {
    ...presentTerms(plan),
    fetch_info: byXorb(plan.fetches, (fetch) => ({
      range: fetch.chunks,
      url: signXorbLink(ctx, { xorbId: fetch.xorbId, ...fetch.bytes }),
      url_range: inclusive(fetch.bytes),
    })),
  };
}

/** The newer form. An address is given for each range here too, so no answer has several parts. */
export function presentReconstruction2(ctx: XetContext, plan: DownloadPlan) {
  return {
    ...presentTerms(plan),
    xorbs: byXorb(plan.fetches, (fetch) => ({
      url: signXorbLink(ctx, { xorbId: fetch.xorbId, ...fetch.bytes }),
      ranges: [{ chunks: fetch.chunks, bytes: inclusive(fetch.bytes) }],
    })),
  };
}

function presentTerms({ skipBytes, terms }: DownloadPlan) {
  return {
    offset_into_first_range: skipBytes,
    terms: terms.map(({ xorb, chunks, sizeBytes }) => ({
      hash: hashText(xorb),
      unpacked_length: sizeBytes,
      range: chunks,
    })),
  };
}

function byXorb<Entry>(fetches: readonly Fetch[], present: (fetch: Fetch) => Entry) {
  const entries: Record<string, Entry[]> = {};
  for (const fetch of fetches) (entries[hashText(fetch.xorb)] ??= []).push(present(fetch));
  return entries;
}

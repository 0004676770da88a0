import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { DownloadsLately } from "./use.ts";

const BASE = "/assets/:kind/:owner/:name";
const SEE = { who: "anyone", scope: "read", right: "see" } as const;

export const noteView = endpoint({
  id: "assets.note-view",
  method: "POST",
  path: `${BASE}/views`,
  summary:
    "Say that somebody looks at the page of an asset; its owner and repeated looks do not count",
  access: SEE,
  params: Address,
  answer: { status: 204 },
});

export const getDownloads = endpoint({
  id: "assets.get-downloads",
  method: "GET",
  path: `${BASE}/downloads`,
  summary: "How often an asset was downloaded lately, day by day; days are those of UTC",
  access: SEE,
  params: Address,
  answer: { status: 200, body: DownloadsLately },
});

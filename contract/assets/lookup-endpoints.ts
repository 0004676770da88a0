import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { AssetSummary } from "./asset.ts";

export const findAsset = endpoint({
  id: "assets.find-asset",
  method: "GET",
  path: "/assets/by-id/:id",
  summary: "The asset with an id, whatever it is called now",
  access: { who: "anyone", scope: "read" },
  params: z.object({ id: z.string().min(1).max(64) }),
  answer: { status: 200, body: AssetSummary },
  problems: ["asset-unknown"],
});

import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { AssetStatistics, StatisticsQuery } from "./statistics.ts";

export const getStatistics = endpoint({
  id: "assets.get-statistics",
  method: "GET",
  path: "/assets/:kind/:owner/:name/statistics",
  summary: "Views, downloads, favourites and subscriptions over time; days are those of UTC",
  access: { who: "signed-in", scope: "read", right: "manage" },
  params: Address,
  query: StatisticsQuery,
  answer: { status: 200, body: AssetStatistics },
});

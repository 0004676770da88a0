import { KIND_PLURALS } from "#contract/fields.ts";
import { nameKey } from "./rules.ts";

/** First segments of our pages, now or one day. */
const PAGES = `
  about access-keys account accounts activities admin administrator agreements assets browse cards
  categories checkout collections community compare competitions compute console contact dashboard docs documentation
  download downloads explore favicon favourites feeds files gallery help home index join jobs landing
  leaderboard legal licences licenses login logout me members messages metrics namespaces new
  notifications official operations operator orders organisations organizations papers partners
  people ping posts practices pricing privacy profile publish publishing regions register
  reports repositories requirements review reviews robots search security services session sessions settings sign-in
  sign-out sign-up signin signout signup site spaces static status subscriptions suggestions support tasks team
  terms tokens topics training trending uploads user users welcome workbench workspace workspaces`;

/** First segments of the protocols we speak and of our API. */
const PROTOCOLS = `
  api assets-api blob branches buckets cas chunks collect commits git health healthz info kernels
  lfs live livez main oauth objects openapi preupload raw ready readyz reconstructions refs resolve
  resolve-cache shards tags tree v1 v2 validate-yaml version well-known whoami whoami-v2 xet
  xet-read-token xet-write-token xorbs`;

/** Names that people would take for the operator, or for nobody. */
const NOBODY = "anonymous everyone moderator nobody none null root staff system undefined unknown";

/**
 * Names that no account may take. `<name>/<asset>` is an address of the hub protocol and of our
 * pages, so a namespace called like a first segment could never be reached.
 */
const RESERVED = new Set(
  [
    ...Object.entries(KIND_PLURALS).flat(),
    ...[PAGES, PROTOCOLS, NOBODY].flatMap((names) => names.trim().split(/\s+/)),
  ].map(nameKey),
);

export function isReservedName(name: string): boolean {
  return RESERVED.has(nameKey(name));
}

import { KIND_PLURALS } from "#contract/fields.ts";
import { nameKey } from "./rules.ts";

/**
 * Names that no account may take: first segments of our pages and of the protocols we speak, and
 * names that people would take for the operator. `<name>/<asset>` is an address of the hub
 * protocol, so a namespace called like a first segment could never be reached.
 */
const RESERVED = new Set([
  ...Object.keys(KIND_PLURALS),
  ...Object.values(KIND_PLURALS),
  // pages
  ..."about account accounts activities admin administrator articles assets browse cases".split(
    " ",
  ),
  ..."collections community compare competitions compute console contact dashboard docs".split(" "),
  ..."documentation download downloads explore favicon favourites files gallery help home".split(
    " ",
  ),
  ..."index join jobs landing leaderboard legal licences licenses login logout me members".split(
    " ",
  ),
  ..."messages metrics new notifications official operator operations orders organisations".split(
    " ",
  ),
  ..."organizations papers partners people ping posts practices pricing privacy profile".split(" "),
  ..."publish publishing register requirements review robots search security services".split(" "),
  ..."session settings sign-in sign-out sign-up signin signout signup site solutions".split(" "),
  ..."spaces static status subscriptions support tasks team terms tokens training trending".split(
    " ",
  ),
  ..."uploads user users welcome workbench workspace workspaces".split(" "),
  // protocols
  ..."api blob branches buckets cas chunks commits content-types git healthz info kernels".split(
    " ",
  ),
  ..."lfs livez main oauth objects openapi preupload raw readyz reconstructions refs resolve".split(
    " ",
  ),
  ..."resolve-cache shards tags tree v1 v2 validate-yaml version well-known whoami whoami-v2".split(
    " ",
  ),
  ..."xet xet-read-token xet-write-token xorbs".split(" "),
  // nobody in particular
  ..."anonymous everyone nobody none null official-account root system undefined unknown".split(
    " ",
  ),
]);

export function isReservedName(name: string): boolean {
  return RESERVED.has(nameKey(name));
}

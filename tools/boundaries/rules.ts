import { computed, type Import } from "./read-imports.ts";
import { type Place, placeOf, serverFolders, words } from "./words.ts";

/** What an import breaks, as a sentence; undefined when it breaks nothing. */
export function findBreach(imported: Import): string | undefined {
  const from = placeOf(imported.file);
  if (imported.request === computed)
    return mayComputeAddress(from) ? undefined : "an imported address is written out";
  if (imported.target === undefined) return findPackageBreach(from, imported);
  const to = placeOf(imported.target);
  return (
    findAddressBreach(from, to, imported) ?? findTopBreach(from, to) ?? inTop(from, to, imported)
  );
}

/** A folder of server/ is a domain word, or one of the few that are not. */
export function findPlaceBreach(file: string): string | undefined {
  const { top, folder, word } = placeOf(file);
  if (top !== "server" || folder === undefined || word) return undefined;
  return serverFolders.includes(folder) ? undefined : `server/${folder} is no domain word`;
}

function findPackageBreach(from: Place, { request, isType, names }: Import): string | undefined {
  if (from.isTest) return undefined;
  if (from.top === "contract" && request !== "zod") return "contract imports nothing but zod";
  const isPage = from.top === "web" && !buildsThePage(from);
  if (isPage && request.startsWith("node:")) return "web runs in a browser";
  const isInnerServer = from.top === "server" && (from.word || from.folder === "protocols");
  if (!isInnerServer || isType || isStore(from)) return undefined;
  if (request === "pg") return "only store.ts talks to the database";
  const isSql = request === "kysely" && (names.includes("sql") || names.includes("*"));
  const isPredicate = from.word && from.rest === "policy.ts";
  return isSql && !isPredicate ? "only store.ts and policy.ts write SQL" : undefined;
}

/** Inside a top-level folder addresses are relative; across them they begin with `#`. */
function findAddressBreach(from: Place, to: Place, { request }: Import): string | undefined {
  const isAlias = request.startsWith("#");
  if (from.top === to.top) return isAlias ? "inside a folder addresses are relative" : undefined;
  const isAliased = from.top !== "tests" && to.top !== "tools" && to.file !== "package.json";
  return isAliased && !isAlias ? `another folder is reached as #${to.top}/…` : undefined;
}

const allowedTops: Readonly<Record<string, readonly string[]>> = {
  contract: ["contract"],
  sdk: ["sdk", "contract"],
  web: ["web", "sdk", "contract"],
  cli: ["cli", "sdk", "contract"],
  server: ["server", "contract"],
};

/** The operator's commands work on the gallery's own machine, through this door of the server. */
const operatorDoor: readonly string[] = ["server/operations/index.ts", "server/run-as-operator.ts"];

function findTopBreach(from: Place, to: Place): string | undefined {
  const allowed = allowedTops[from.top];
  if (from.file.startsWith("cli/admin/") && operatorDoor.includes(to.file)) return undefined;
  if (!allowed || from.isTest || allowed.includes(to.top) || to.file === "package.json")
    return undefined;
  return `${from.top} imports only ${allowed.join(", ")}`;
}

function inTop(from: Place, to: Place, imported: Import): string | undefined {
  if (from.top === "contract") return findOrderBreach(from, to);
  if (from.top === "server" && to.top === "server") return findServerBreach(from, to, imported);
  return undefined;
}

function findOrderBreach(from: Place, to: Place): string | undefined {
  if (!from.word || !to.word) return undefined;
  const isLater = words.indexOf(to.word) > words.indexOf(from.word);
  return isLater ? `${from.word} comes before ${to.word} and may not know it` : undefined;
}

/** The server's root wires every domain; of its files only these know none and may be shared. */
const sharedRoot: readonly string[] = ["version.ts"];

function findServerBreach(from: Place, to: Place, { isType }: Import): string | undefined {
  if (to.isTest && !from.isTest) return "only tests import tests";
  if (from.folder === to.folder) return findInnerBreach(from, to);
  if (to.folder === "protocols" && from.folder !== undefined && !from.isTest)
    return "protocols are leaves: nobody imports them";
  if (from.folder === "platform" && (to.folder ?? "") !== "testing")
    return "platform knows no domain, and nothing of the server's root";
  if (to.word && to.rest !== "index.ts" && from.folder !== "testing")
    return `${to.word} is entered through its index.ts`;
  if (from.isTest) return undefined;
  if (from.word && to.word) return findOrderBreach(from, to);
  if (from.folder === undefined)
    return sharedRoot.includes(from.rest) ? "a shared file of the root imports nothing" : undefined;
  const isWiring = to.folder === undefined && !sharedRoot.includes(to.rest);
  return isWiring && !isType ? `server/${to.rest} is imported as a type only` : undefined;
}

/** Inside one folder of server/: three hops, and protocols that do not lean on each other. */
function findInnerBreach(from: Place, to: Place): string | undefined {
  if (from.isTest) return undefined;
  if (from.word && from.rest === "routes.ts" && isStore(to)) return "routes reach no store";
  if (from.folder !== "protocols") return undefined;
  const [own] = from.rest.split("/");
  const [other] = to.rest.split("/");
  const isShared = !to.rest.includes("/");
  return own === other || isShared || !from.rest.includes("/")
    ? undefined
    : "a protocol imports no other protocol";
}

function isStore({ rest }: Place): boolean {
  return rest === "store.ts" || rest.startsWith("store/") || /\/store(\.ts|\/)/u.test(rest);
}

/** A module of the user's own is named by their configuration. */
function mayComputeAddress({ top, file }: Place): boolean {
  return top === "tools" || file === "cli/configuration/load-module.ts";
}

/** The bundler's configuration and its plugins run in Node. */
function buildsThePage({ file }: Place): boolean {
  return file === "web/vite.config.ts" || file.startsWith("web/build/");
}

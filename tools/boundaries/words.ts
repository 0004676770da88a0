/** The domain words in their order: a domain knows only the words before its own. */
export const words: readonly string[] = [
  "accounts",
  "billing",
  "repositories",
  "assets",
  "publishing",
  "subscriptions",
  "community",
  "compute",
  "workbench",
  "activities",
  "partners",
  "operations",
];

/** The folders of server/ that are no domain. */
export const serverFolders: readonly string[] = ["migrations", "platform", "protocols", "testing"];

/** Where a file lies in the tree. */
export type Place = {
  file: string;
  /** The top-level folder. */
  top: string;
  /** Its domain word, under `contract/` and `server/`. */
  word: string | undefined;
  /** The folder below the top one: a word, `platform`, `protocols`… or undefined for root files. */
  folder: string | undefined;
  /** The path below that folder. */
  rest: string;
  isTest: boolean;
};

const testName = /(\.test\.tsx?$)|(^server\/(?:.*\/)?testing\/)/u;

/** @param file relative to the root, with forward slashes */
export function placeOf(file: string): Place {
  const [top = "", ...below] = file.split("/");
  const folder = below.length > 1 ? below[0] : undefined;
  const hasWords = top === "server" || top === "contract";
  const word = hasWords && folder !== undefined && words.includes(folder) ? folder : undefined;
  const rest = folder === undefined ? (below[0] ?? "") : below.slice(1).join("/");
  return { file, top, word, folder, rest, isTest: testName.test(file) };
}

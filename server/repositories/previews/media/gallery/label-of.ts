import type { MediaItem } from "#contract/repositories/media.ts";
import { folderOf, nameOf } from "../../../rules/paths.ts";
import type { MetadataRow } from "./metadata-row.ts";

const MAX_FIELDS = 12;
const MAX_VALUE_LENGTH = 500;
const LABEL_COLUMNS = ["label", "labels", "class", "category"];
/** Folders that split a dataset, or only hold it, name no class. */
const NO_LABELS =
  /^(?:train(?:ing)?|test(?:ing)?|val(?:id(?:ation)?)?|dev|eval|data|images?|audio|wavs?|clips)$/i;

/**
 * A file's class and the other columns of its row. Without a row the class is the folder that the
 * file lies in, as the image-folder convention has it.
 * @param at.root the folder that is shown: its own name is the same for all and says nothing.
 */
export function labelOf(
  path: string,
  { root, row }: { root: string; row: MetadataRow | undefined },
): Pick<MediaItem, "fields" | "label"> {
  if (row === undefined) {
    const folder = folderOf(path);
    const name = nameOf(folder);
    const isClass = folder !== root && name !== "" && !NO_LABELS.test(name);
    return { label: isClass ? name : null, fields: [] };
  }
  const columns = [...row].filter(([name, value]) => name !== "file_name" && value !== "");
  const label = columns.find(([name]) => LABEL_COLUMNS.includes(name.toLowerCase()));
  const fields = columns
    .filter((column) => column !== label)
    .slice(0, MAX_FIELDS)
    .map(([name, value]) => ({ name: shorten(name), value: shorten(value) }));
  return { label: label === undefined ? null : shorten(label[1]), fields };
}

function shorten(text: string): string {
  if (text.length <= MAX_VALUE_LENGTH) return text;
  return `${text.slice(0, MAX_VALUE_LENGTH).toWellFormed()}…`;
}

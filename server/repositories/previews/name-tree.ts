/** Items whose names begin alike. */
export type Branch<Item> = { prefix: string; items: Item[] };

/**
 * What is seen when a branch of a tree of names is opened: in the order of the items, those that lie
 * directly in it and the branches below it. Branches that hold nothing but one other are shown as
 * one: `model.layers.`.
 * @param items those whose names begin with `beginning`.
 * @param separator where names are cut; matches one character with one after it.
 */
export function levelBelow<Item extends { name: string }>(
  items: readonly Item[],
  { beginning, separator }: { beginning: string; separator: RegExp },
): (Branch<Item> | Item)[] {
  const branches = new Map<string, Branch<Item>>();
  const level: (Branch<Item> | Item)[] = [];
  for (const item of items) {
    const prefix = nextPrefix(item.name, { beginning, separator });
    const known = branches.get(prefix);
    if (known !== undefined) known.items.push(item);
    else if (prefix === item.name) level.push(item);
    else {
      const made = { prefix, items: [item] };
      branches.set(prefix, made);
      level.push(made);
    }
  }
  return level.map((row) => ("prefix" in row ? lengthened(row, separator) : row));
}

/** The name up to the separator after a beginning, or the whole name when there is none. */
function nextPrefix(
  name: string,
  { beginning, separator }: { beginning: string; separator: RegExp },
): string {
  const at = name.slice(beginning.length).search(separator);
  return at === -1 ? name : name.slice(0, beginning.length + at + 1);
}

function lengthened<Item extends { name: string }>(
  { prefix: first, items }: Branch<Item>,
  separator: RegExp,
): Branch<Item> {
  const [{ name } = { name: first }] = items;
  let prefix = first;
  for (;;) {
    const longer = nextPrefix(name, { beginning: prefix, separator });
    const isShared = longer !== name && items.every((item) => item.name.startsWith(longer));
    if (longer === prefix || !isShared) return { prefix, items };
    prefix = longer;
  }
}

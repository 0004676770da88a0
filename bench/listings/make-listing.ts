import type { CardSettings } from "#contract/assets/asset.ts";
import { ASSET_KINDS, type AssetKind } from "#contract/fields.ts";
import { DATA_TYPES } from "#contract/taxonomies/data-types.ts";
import { FRAMEWORKS } from "#contract/taxonomies/frameworks.ts";
import { TASKS } from "#contract/taxonomies/tasks.ts";
import { emptySettings } from "#server/assets/card/index.ts";
import { pickSkewed, randomFrom } from "./random.ts";
import { CHINESE, ENGLISH, FAMILIES, RARE, SIZES } from "./vocabulary.ts";

/** What people see of it and find it by. */
export type Listing = {
  kind: AssetKind;
  /** From 0: the first ones own the most. */
  owner: number;
  name: string;
  settings: CardSettings;
  /** Ids of its categories and of all above them. */
  categoryPath: string[];
  cardText: string;
};

/** What it is ordered by, and who may see it. */
export type Standing = {
  /** On the shelf. Of those that are not public, some accounts may see some. */
  isListed: boolean;
  isPublic: boolean;
  downloads: number;
  favourites: number;
  subscriptions: number;
  publishedAt: number;
  updatedAt: number;
  /** How many people showed interest, and how many days ago; most had none lately. */
  interest: number;
  interestDaysAgo: number;
};

export const OWNERS = 20_000;
/** A tree of two levels: 40 categories with 10 below each. */
export const CATEGORIES = Array.from({ length: 40 }, (_, top) => ({
  id: `bench-${top}`,
  below: Array.from({ length: 10 }, (_, index) => `bench-${top}-${index}`),
}));
const FIRST_DAY = Date.UTC(2022, 0, 1);
const DAYS = 1780;
const DAY_MS = 86_400_000;

const LICENCES = ["apache-2.0", "mit", "cc-by-4.0", "openrail", "cc-by-nc-4.0", "gpl-3.0", "other"];
const LANGUAGES = ["en", "zh", "ja", "ko", "fr", "de", "es", "ar", "ru", "yue", "bo", "vi"];
const KIND_SHARES: Partial<Record<AssetKind, number>> = { model: 55, dataset: 25, notebook: 6 };
const KINDS = ASSET_KINDS.flatMap((kind) =>
  Array.from({ length: KIND_SHARES[kind] ?? 2 }, () => kind),
);

/** Follows from the number alone, and so does `makeListing`; the two do not meet. */
export function makeStanding(number: number): Standing {
  const random = randomFrom(number * 2);
  const visibility = random();
  const downloads = Math.floor(2_000_000 * random() ** 12);
  const publishedAt = FIRST_DAY + Math.floor(random() ** 0.6 * DAYS * DAY_MS);
  return {
    isListed: visibility >= 0.03,
    isPublic: visibility >= 0.08,
    downloads,
    favourites: Math.floor(downloads ** 0.6 * random() * 0.4),
    subscriptions: Math.floor(downloads ** 0.5 * random() * 0.3),
    publishedAt,
    interest: random() < 0.35 ? 1 + Math.floor(20_000 * random() ** 10) : 0,
    interestDaysAgo: 1 + Math.floor(80 * random()),
    updatedAt: publishedAt + Math.floor(random() ** 4 * (FIRST_DAY + DAYS * DAY_MS - publishedAt)),
  };
}

export function makeListing(number: number): Listing {
  const random = randomFrom(number * 2 + 1);
  const pick = <Value>(values: readonly Value[], steepness?: number) =>
    pickSkewed(values, random, steepness);
  const kind = pick(KINDS, 1);
  const isChinese = random() < 0.4;
  const words = (count: number, share: number) => someWords(random, { count, share });
  const top = pick(CATEGORIES);
  const tasks = random() < 0.9 ? [pick(TASKS).id] : [];
  const name = [pick(FAMILIES), pick(SIZES), pick(ENGLISH), pick(RARE, 3), number.toString(36)];
  return {
    kind,
    owner: Math.floor(OWNERS * random() ** 2.2),
    name: name.join("-"),
    settings: {
      ...emptySettings(),
      titleZh: isChinese ? words(4, 1).replaceAll(" ", "") : "",
      description: words(9, isChinese ? 0.8 : 0).slice(0, 90),
      licences: random() < 0.85 ? [pick(LICENCES)] : [],
      tasks,
      languages: random() < 0.7 ? [isChinese ? "zh" : pick(LANGUAGES, 3)] : [],
      frameworks: random() < 0.7 ? [pick(FRAMEWORKS, 3).id] : [],
      dataTypes: random() < 0.5 ? [pick(DATA_TYPES)] : [],
      tags: [pick(ENGLISH), pick(RARE, 3)],
    },
    categoryPath: random() < 0.6 ? [top.id, pick(top.below)] : [],
    cardText: words(45, isChinese ? 0.7 : 0.03),
  };
}

/** @param share of Chinese words. */
function someWords(random: () => number, { count, share }: { count: number; share: number }) {
  const word = () => {
    if (random() < share) return pickSkewed(CHINESE, random);
    return random() < 0.12 ? pickSkewed(RARE, random, 3) : pickSkewed(ENGLISH, random);
  };
  return Array.from({ length: count }, word).join(" ");
}

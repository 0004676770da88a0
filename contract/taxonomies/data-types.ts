import { indexTerms, type Term } from "./term.ts";

/** What a dataset holds (REP-9). */
export const DATA_TYPE_TERMS = [
  { id: "image", name: "Image", nameZh: "图像" },
  { id: "audio", name: "Audio", nameZh: "音频" },
  { id: "video", name: "Video", nameZh: "视频" },
  { id: "text", name: "Text", nameZh: "文本" },
  { id: "table", name: "Table", nameZh: "表格" },
  { id: "other", name: "Other", nameZh: "其他" },
] as const satisfies readonly Term[];

export type DataType = (typeof DATA_TYPE_TERMS)[number]["id"];

export const DATA_TYPES: readonly DataType[] = DATA_TYPE_TERMS.map((term) => term.id);

/** Finds a data type by its id, by the hub's modality name, or by another spelling in use. */
export const findDataType = indexTerms(DATA_TYPE_TERMS, {
  images: "image",
  tabular: "table",
  timeseries: "table",
  "time-series": "table",
  "3d": "other",
  document: "other",
  geospatial: "other",
});

/** How many rows a dataset has; `n` is the count, as cards of the field write it. */
export const SIZE_CATEGORIES = [
  { id: "n<1K", name: "Fewer than 1,000", nameZh: "少于 1 千" },
  { id: "1K<n<10K", name: "1,000 – 10,000", nameZh: "1 千 – 1 万" },
  { id: "10K<n<100K", name: "10,000 – 100,000", nameZh: "1 万 – 10 万" },
  { id: "100K<n<1M", name: "100,000 – 1 million", nameZh: "10 万 – 100 万" },
  { id: "1M<n<10M", name: "1 – 10 million", nameZh: "100 万 – 1 千万" },
  { id: "10M<n<100M", name: "10 – 100 million", nameZh: "1 千万 – 1 亿" },
  { id: "100M<n<1B", name: "100 million – 1 billion", nameZh: "1 亿 – 10 亿" },
  { id: "1B<n<10B", name: "1 – 10 billion", nameZh: "10 亿 – 100 亿" },
  { id: "10B<n<100B", name: "10 – 100 billion", nameZh: "100 亿 – 1 千亿" },
  { id: "100B<n<1T", name: "100 billion – 1 trillion", nameZh: "1 千亿 – 1 万亿" },
  { id: "n>1T", name: "More than 1 trillion", nameZh: "多于 1 万亿" },
] as const satisfies readonly Term[];

export type SizeCategoryId = (typeof SIZE_CATEGORIES)[number]["id"];

export const SIZE_CATEGORY_IDS: readonly SizeCategoryId[] = SIZE_CATEGORIES.map((size) => size.id);

/** Finds a size category by its id, whatever the case of its letters. */
export const findSizeCategory = indexTerms(SIZE_CATEGORIES);

import { CATEGORIES } from "./make-listing.ts";
import { ownerName } from "./listing-rows.ts";
import { RARE } from "./vocabulary.ts";

/** Queries of one sort, asked in turn. */
export type QueryClass = {
  name: string;
  queries: readonly Record<string, string>[];
  isViewer?: boolean;
  /** Of the list, from 1. */
  page?: number;
};

const words = (...texts: string[]) => texts.map((q) => ({ q }));
const by = (name: string, ...values: string[]) => values.map((value) => ({ [name]: value }));
const rare = [41_000, 43_000, 47_000, 53_000, 59_000].map((index) => RARE[index] ?? "");
const top = CATEGORIES.slice(0, 5).map(({ id }) => id);
const leaves = CATEGORIES.slice(0, 5).flatMap(({ below }) => below.slice(4, 5));
const SORTS = ["trending", "newest", "updated", "downloads", "favourites", "subscriptions"];

/** Every way in which people search and browse. */
export const QUERY_CLASSES: readonly QueryClass[] = [
  { name: "a frequent word", queries: words("model", "data", "training", "image") },
  {
    name: "a word of the middle",
    queries: words("medical", "lidar", "genome", "fashion", "robot"),
  },
  { name: "a rare word", queries: words(...rare) },
  { name: "two frequent words", queries: words("text generation ", "model data ", "image task ") },
  { name: "two words of the middle", queries: words("medical segmentation ", "drone tracking ") },
  { name: "a frequent and a rare word", queries: rare.map((word) => ({ q: `model ${word}` })) },
  {
    name: "four words",
    queries: words("chinese medical image dataset ", "speech model fine-tuned 7b "),
  },
  { name: "an identifier", queries: words("qwen-7b-chat ", "bert-base ", "stable-diffusion-xl ") },
  { name: "two Chinese characters", queries: words("模型", "图像", "医疗", "合同", "花卉") },
  { name: "three Chinese characters", queries: words("数据集", "预训练", "无人机", "蛋白质") },
  {
    name: "four and more Chinese characters",
    queries: words("图像分类", "大语言模型", "命名实体识别"),
  },
  { name: "Chinese words in a row", queries: words("医疗图像数据集", "中文语音识别模型") },
  { name: "Chinese and English", queries: words("医疗 image", "语音 model", "遥感影像 dataset") },
  { name: "a phrase", queries: words('"text generation"', '"model data"', '"medical legal"') },
  { name: "a Chinese phrase", queries: words('"图像分类"', '"大语言模型"', '"合同新闻"') },
  {
    name: "an excluded word",
    queries: words("model -llama ", "image -classification ", "医疗 -图像 "),
  },
  { name: "only an excluded word", queries: words("-model ", "-bert ") },
  { name: "a beginning of one or two letters", queries: words("t", "tr", "q", "qw") },
  {
    name: "a beginning of three or four letters",
    queries: words("tra", "tran", "mod", "mode", "med"),
  },
  {
    name: "a longer beginning",
    queries: words("transf", "transfor", "classi", "segmen", "genera"),
  },
  { name: "a longer beginning, rare", queries: rare.map((word) => ({ q: word.slice(0, 6) })) },
  {
    name: "a typing error",
    queries: words("transfomer ", "segmentaton ", "sentimant ", "clasification "),
  },
  { name: "no result", queries: words("qqzzxxy ", "wwvvkkj ", "龘靐齉") },
  { name: "everything", queries: [{}] },
  ...SORTS.map((sort) => ({ name: `everything, ${sort}`, queries: [{ sort }] })),
  ...SORTS.map((sort) => ({
    name: `a kind, ${sort}`,
    queries: ["model", "dataset", "notebook"].map((kind) => ({ kind, sort })),
  })),
  {
    name: "a frequent filter",
    queries: [...by("licence", "apache-2.0", "mit"), ...by("language", "zh")],
  },
  {
    name: "a filter of the middle",
    queries: by("task", "text-to-speech", "fill-mask", "summarization"),
  },
  {
    name: "two values of a filter",
    queries: [{ kind: "model", licence: "mit", task: "translation" }],
  },
  { name: "a category", queries: by("category", ...top) },
  { name: "a category below", queries: by("category", ...leaves) },
  {
    name: "filters together",
    queries: [
      { kind: "model", task: "text-generation", licence: "mit", language: "zh" },
      { kind: "dataset", task: "text-classification", language: "en", dataType: "text" },
    ],
  },
  {
    name: "a category and a filter",
    queries: top.map((category) => ({ category, task: "translation" })),
  },
  ...SORTS.map((sort) => ({
    name: `a category, ${sort}`,
    queries: [...top, ...leaves].map((category) => ({ category, sort })),
  })),
  ...SORTS.map((sort) => ({
    name: `a filter, ${sort}`,
    queries: ["text-generation", "fill-mask"].map((task) => ({ kind: "model", task, sort })),
  })),
  ...SORTS.map((sort) => ({
    name: `a word, ${sort}`,
    queries: ["model ", "medical ", "图像分类"].map((q) => ({ q, sort })),
  })),
  {
    name: "a word and a filter",
    queries: by("q", "model ", "medical ").map((q) => ({ ...q, licence: "mit" })),
  },
  { name: "a word in a category", queries: top.map((category) => ({ category, q: "medical " })) },
  { name: "an owner of much", queries: [0, 1, 2].map((owner) => ({ owner: ownerName(owner) })) },
  { name: "an owner of much, newest", queries: [{ owner: ownerName(0), sort: "newest" }] },
  {
    name: "an owner of little",
    queries: [15_000, 18_000].map((owner) => ({ owner: ownerName(owner) })),
  },
  {
    name: "a word of an owner",
    queries: [0, 3, 9].map((owner) => ({ owner: ownerName(owner), q: "model " })),
  },
  { name: "page 10 of a word", queries: words("model ", "medical "), page: 10 },
  { name: "page 10 of a word, newest", queries: [{ q: "medical ", sort: "newest" }], page: 10 },
  { name: "page 10 of a kind", queries: [{ kind: "model" }], page: 10 },
  { name: "with grants: everything", queries: [{}, { kind: "model" }], isViewer: true },
  { name: "with grants: a frequent word", queries: words("model ", "图像"), isViewer: true },
  { name: "with grants: a rare word", queries: words(...rare), isViewer: true },
  { name: "with grants: a category", queries: by("category", ...top), isViewer: true },
  { name: "one's favourites", queries: [{ favourite: "true" }], isViewer: true },
  {
    name: "a word in one's favourites",
    queries: [{ favourite: "true", q: "model " }],
    isViewer: true,
  },
];

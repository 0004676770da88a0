import type { AssetKind } from "#contract/kinds.ts";

type Names = Record<AssetKind | "all", string>;

const EN: Names = {
  all: "Assets",
  model: "Models",
  dataset: "Datasets",
  algorithm: "Algorithms",
  notebook: "Notebooks",
  workflow: "Workflows",
  image: "Images",
  skill: "Skills",
  app: "Apps",
  article: "Articles",
  case: "Cases",
  solution: "Solutions",
};

const ZH: Names = {
  all: "资产",
  model: "模型",
  dataset: "数据集",
  algorithm: "算法",
  notebook: "Notebook",
  workflow: "工作流",
  image: "镜像",
  skill: "技能",
  app: "AI应用",
  article: "文章",
  case: "案例",
  solution: "解决方案",
};

/** What a feed calls a list; undefined is the one of all kinds. */
export function nameKind(kind: AssetKind | undefined, locale: "en" | "zh-CN"): string {
  return (locale === "en" ? EN : ZH)[kind ?? "all"];
}

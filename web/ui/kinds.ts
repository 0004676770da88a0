import {
  IconAppWindow,
  IconArticle,
  IconBook2,
  IconBox,
  IconBriefcase,
  IconBulb,
  IconCube,
  IconDatabase,
  IconDeviceMobileCode,
  IconMathFunction,
  IconSitemap,
  type TablerIcon,
} from "@tabler/icons-react";
import type { AssetKind } from "#contract/kinds.ts";

export const KIND_ICONS: Record<AssetKind, TablerIcon> = {
  model: IconCube,
  dataset: IconDatabase,
  algorithm: IconMathFunction,
  notebook: IconBook2,
  workflow: IconSitemap,
  image: IconBox,
  skill: IconDeviceMobileCode,
  app: IconAppWindow,
  article: IconArticle,
  case: IconBriefcase,
  solution: IconBulb,
};

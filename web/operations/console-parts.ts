import {
  type Icon,
  IconBlockquote,
  IconChecklist,
  IconCategory,
  IconFileCertificate,
  IconFlag,
  IconFileSpreadsheet,
  IconHistory,
  IconMail,
  IconRosette,
  IconSettings,
  IconUsers,
} from "@tabler/icons-react";

type ConsolePart = {
  /** Below `/console`. */
  path: string;
  /** Of the texts `console:parts`. */
  label: ConsoleLabel;
  icon: Icon;
};
type ConsoleLabel =
  | "accounts"
  | "agreements"
  | "audit"
  | "categories"
  | "exports"
  | "mails"
  | "marks"
  | "reports"
  | "review"
  | "settings"
  | "words";

/** The side navigation of the console, in its order. Their pages are in `routes.ts`. */
export const CONSOLE_PARTS: readonly ConsolePart[] = [
  { path: "review", label: "review", icon: IconChecklist },
  { path: "reports", label: "reports", icon: IconFlag },
  { path: "marks", label: "marks", icon: IconRosette },
  { path: "categories", label: "categories", icon: IconCategory },
  { path: "words", label: "words", icon: IconBlockquote },
  { path: "agreements", label: "agreements", icon: IconFileCertificate },
  { path: "accounts", label: "accounts", icon: IconUsers },
  { path: "exports", label: "exports", icon: IconFileSpreadsheet },
  { path: "settings", label: "settings", icon: IconSettings },
  { path: "mails", label: "mails", icon: IconMail },
  { path: "audit", label: "audit", icon: IconHistory },
];

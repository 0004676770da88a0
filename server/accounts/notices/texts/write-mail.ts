import type { NoticeKind } from "#contract/accounts/notice.ts";
import { plainLine } from "../plain-text.ts";
import { en } from "./en.ts";
import type { NoticeTexts } from "./notice-texts.ts";
import { zh } from "./zh.ts";

const LANGUAGES: Record<string, NoticeTexts> = { en, zh };

export type NoticeToMail = {
  kind: NoticeKind;
  params: Record<string, string>;
  path: string;
  language: string;
  /** Mailed whatever the account has chosen. */
  isAlwaysMailed: boolean;
};

/** The mail of a notice in the reader's language. `baseUrl` is the gallery's, without a slash. */
export function writeMail(
  { kind, params, path, language, isAlwaysMailed }: NoticeToMail,
  { name, baseUrl }: { name: string; baseUrl: string },
): { subject: string; text: string } {
  const { kinds, frame } = LANGUAGES[language] ?? en;
  const text = kinds[kind];
  const why = isAlwaysMailed ? [frame.whyAlways] : [frame.why, `${baseUrl}/settings/notices`];
  return {
    subject: plainLine(fillIn(text.subject, params)),
    text: [linesOf(text.text, params), baseUrl + path, ["--", name, ...why].join("\n")].join(
      "\n\n",
    ),
  };
}

function linesOf(template: string, params: Record<string, string>): string {
  const lines = template
    .split("\n")
    .filter((line) => [...line.matchAll(PLACE)].every(([, name = ""]) => isGiven(params, name)));
  return lines.map((line) => fillIn(line, params)).join("\n\n");
}

const PLACE = /\{(\w+)\}/gu;

/** In one pass: what looks like a placeholder within a parameter stays as it is. */
function fillIn(template: string, params: Record<string, string>): string {
  return template.replaceAll(PLACE, (_, name: string) =>
    isGiven(params, name) ? (params[name] ?? "") : "…",
  );
}

function isGiven(params: Record<string, string>, name: string): boolean {
  return Object.hasOwn(params, name) && params[name]?.trim() !== "";
}

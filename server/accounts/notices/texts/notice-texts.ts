import type { NoticeKind } from "#contract/accounts/notice.ts";

/** `{name}` stands for a parameter of the notice. A line that names one which is empty is left out. */
export type NoticeTexts = {
  kinds: Record<NoticeKind, { subject: string; text: string }>;
  frame: { why: string; whyAlways: string };
};

import { ActionIcon, VisuallyHidden } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCheck,
  IconCircleCheck,
  IconClock,
  IconEye,
  IconHandStop,
  IconMessage,
  IconTag,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Notice, NoticeKind } from "#contract/accounts/notice.ts";
import { useChange } from "../../app/gallery.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { useProblemToast } from "../../ui/toast.ts";
import { RelativeTime } from "../../ui/values.tsx";
import classes from "./notices.module.css";

const STALE = ["accounts.list-notices", "accounts.count-unread-notices"] as const;

/** One notice; following it reads it. */
export function NoticeRow({ notice }: { notice: Notice }) {
  const { t } = useTranslation("notices");
  const onError = useProblemToast();
  const mark = useChange("accounts.mark-notices-read", { stale: STALE });
  const read = () => mark.mutate({ body: { ids: [notice.id] } }, { onError });
  const isUnread = notice.readAt === null;
  const Icon = ICONS[lookOf(notice.kind)];
  const text = useNoticeText(notice);
  return (
    <li className={classes.row} data-unread={isUnread || undefined}>
      <PageLink href={notice.path} className={classes.link} onClick={isUnread ? read : undefined}>
        <span className={classes.icon} aria-hidden="true">
          <Icon size={20} stroke={1.7} />
        </span>
        <span className={classes.text}>
          {isUnread ? <VisuallyHidden>{t("unreadMark")} </VisuallyHidden> : null}
          {text.title}
        </span>
        {text.details.map((detail) => (
          <span key={detail} className={classes.detail}>
            {detail}
          </span>
        ))}
        <span className={classes.time}>
          <RelativeTime value={notice.createdAt} />
        </span>
      </PageLink>
      {isUnread ? (
        <ActionIcon
          className={classes.mark}
          variant="subtle"
          color="gray"
          loading={mark.isPending}
          aria-label={t("markRead", { text: text.title })}
          title={t("markReadShort")}
          onClick={read}
        >
          <IconCheck size={18} />
        </ActionIcon>
      ) : null}
    </li>
  );
}

/** What happened in one sentence, and what was said to it. */
function useNoticeText({ kind, params }: Notice): { title: string; details: string[] } {
  const { t } = useTranslation("notices");
  const { count: number = "", ...others } = params;
  const values = { account: "", asset: "", days: "", version: "", title: "", ...others, number };
  const details = [
    params["reason"] ?? "",
    params["target"] ?? "",
    params["text"] ?? "",
    kind === "usage-approved" && params["date"] ? t("until", { date: params["date"] }) : "",
    kind === "usage-rejected" && params["date"] ? t("askAgain", { date: params["date"] }) : "",
  ];
  return { title: t(`kinds.${kind}`, values), details: details.filter((detail) => detail !== "") };
}

const ICONS = {
  trouble: IconAlertTriangle,
  success: IconCircleCheck,
  time: IconClock,
  review: IconEye,
  usage: IconHandStop,
  version: IconTag,
  words: IconMessage,
};

function lookOf(kind: NoticeKind): keyof typeof ICONS {
  if (/-(?:failed|rejected|revoked|moderated|down)$/u.test(kind)) return "trouble";
  if (/-(?:approved|finished|upheld)$/u.test(kind)) return "success";
  if (/-(?:expiring|expired|reminder)$/u.test(kind)) return "time";
  if (kind.startsWith("review-") || kind.startsWith("report-")) return "review";
  if (kind.startsWith("usage-")) return "usage";
  return kind === "version-published" ? "version" : "words";
}

import { ActionIcon } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { callOptions } from "../../app/gallery.ts";
import { PageLink } from "../../ui/page-link.tsx";
import classes from "./notices.module.css";

const POLL_MS = 60_000;
const SHOWN_MAX = 99;

/** ACC-5: leads to one's notices and says how many are unread; asks again while the page is open. */
export function NoticeBell() {
  const { t } = useTranslation();
  const { data } = useQuery({
    ...callOptions("accounts.count-unread-notices"),
    refetchInterval: POLL_MS,
  });
  const unread = data?.unread ?? 0;
  const shown = unread > SHOWN_MAX ? `${SHOWN_MAX}+` : String(unread);
  return (
    <ActionIcon
      component={PageLink}
      href="/me/notices"
      variant="subtle"
      color="gray"
      size="lg"
      className={classes.bell}
      aria-label={unread === 0 ? t("notices") : t("unreadNotices", { number: shown })}
    >
      <IconBell size={18} />
      {unread === 0 ? null : (
        <span className={classes.count} aria-hidden="true">
          {shown}
        </span>
      )}
    </ActionIcon>
  );
}

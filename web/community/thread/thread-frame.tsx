import { Skeleton } from "@mantine/core";
import { IconChevronLeft, IconFileDiff, IconMessages } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Discussion } from "#contract/community/discussion.ts";
import { discussionHref } from "../../app/addresses.ts";
import { useCall } from "../../app/gallery.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import classes from "../community.module.css";
import { ThreadHeader } from "./thread-header.tsx";
import { useThreadAddress } from "./use-thread.ts";

type ThreadFrameProps = {
  part: "conversation" | "changes";
  children: (discussion: Discussion) => ReactNode;
};

/** Head of a thread with the parts of a pull request, and below it one of them. */
export function ThreadFrame({ part, children }: ThreadFrameProps) {
  const { t } = useTranslation("community");
  const asset = useAsset();
  const params = useThreadAddress();
  const { data, error, refetch } = useCall("community.get-discussion", { params });
  usePageTitle(data ? `${data.title} · #${data.num} · ${asset.fullName}` : asset.fullName);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <ThreadLoading />;
  return (
    <>
      <PageLink href={discussionHref(addressOf(asset))} className={classes.back}>
        <IconChevronLeft size={15} aria-hidden="true" />
        {t("thread.allDiscussions")}
      </PageLink>
      <ThreadHeader discussion={data} />
      {data.pullRequest ? <Parts num={data.num} part={part} /> : null}
      {children(data)}
    </>
  );
}

function Parts({ num, part }: { num: number; part: ThreadFrameProps["part"] }) {
  const { t } = useTranslation("community");
  const address = addressOf(useAsset());
  const parts = [
    { name: "conversation", icon: IconMessages, href: discussionHref(address, { num }) },
    {
      name: "changes",
      icon: IconFileDiff,
      href: discussionHref(address, { num, page: "changes" }),
    },
  ] as const;
  return (
    <nav className={classes.parts} aria-label={t("thread.tabs")}>
      {parts.map(({ name, icon: Icon, href }) => (
        <PageLink
          key={name}
          href={href}
          className={classes.part}
          aria-current={name === part ? "page" : undefined}
          data-chosen={name === part || undefined}
        >
          <Icon size={16} aria-hidden="true" />
          {t(`thread.${name}`)}
        </PageLink>
      ))}
    </nav>
  );
}

function ThreadLoading() {
  return (
    <div aria-busy="true">
      <Skeleton height={26} width="min(28rem, 80%)" mb={12} />
      <Skeleton height={16} width="min(18rem, 60%)" mb={24} />
      <Skeleton height={180} radius="lg" />
    </div>
  );
}

import { Skeleton } from "@mantine/core";
import {
  IconBell,
  IconChecklist,
  IconChevronRight,
  IconCircleCheck,
  IconHandStop,
  IconHourglass,
  type Icon,
  IconPencil,
  IconThumbDown,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Account } from "#contract/accounts/account.ts";
import { callOptions, useCall } from "../../app/gallery.ts";
import { CREATABLE_KINDS } from "../../app/layout/navigation.ts";
import { KindBadge } from "../../ui/kind-badge.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { Count } from "../../ui/values.tsx";
import { AssetList, AssetListLoading } from "../cards/asset-list.tsx";
import { SectionHeader } from "./home-section.tsx";
import classes from "./home.module.css";

const TOUCHED = 4;

/** For who is signed in: what they touched last, and what waits for them. */
export function MemberSection({ account }: { account: Account }) {
  return (
    <div className={classes.member}>
      <LastTouched />
      <Waiting account={account} />
    </div>
  );
}

function LastTouched() {
  const { t } = useTranslation("home");
  const { data } = useCall("assets.list-own-assets", { query: { limit: TOUCHED } });
  if (data?.items.length === 0) return <Begin />;
  return (
    <section>
      <SectionHeader title={t("own")} href="/me" />
      {data ? (
        <AssetList assets={data.items} view="rows" />
      ) : (
        <AssetListLoading count={TOUCHED} view="rows" />
      )}
    </section>
  );
}

/** Who has made nothing yet is shown where to. */
function Begin() {
  const { t } = useTranslation(["home", "app"]);
  return (
    <section>
      <h2 className={classes.sectionTitle}>{t("begin")}</h2>
      <p className={classes.beginText}>{t("beginText")}</p>
      <ul className={classes.points}>
        {CREATABLE_KINDS.map((kind) => (
          <li key={kind}>
            <PageLink href={`/new?kind=${kind}`} className={classes.kind}>
              <KindBadge kind={kind} withLabel={false} />
              {t("app:newKind", { kind: t(`app:kinds.${kind}`) })}
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Task = {
  key: "requests" | "notices" | "rejected" | "inReview" | "drafts" | "reviews";
  icon: Icon;
  href: string;
  count: number;
};

function Waiting({ account }: { account: Account }) {
  const { t } = useTranslation("home");
  const tasks = useTasks(account);
  return (
    <section>
      <h2 className={classes.sectionTitle}>{t("waiting.title")}</h2>
      {tasks === undefined ? <Skeleton height={132} radius="lg" mt="sm" /> : null}
      {tasks?.length === 0 ? (
        <p className={classes.nothing}>
          <IconCircleCheck size={18} stroke={1.7} aria-hidden="true" />
          {t("waiting.nothing")}
        </p>
      ) : null}
      {tasks && tasks.length > 0 ? (
        <ul className={classes.tasks}>
          {tasks.map(({ key, icon: TaskIcon, href, count }) => (
            <li key={key}>
              <PageLink href={href} className={classes.task}>
                <TaskIcon size={18} stroke={1.7} aria-hidden="true" />
                <span className={classes.taskName}>{t(`waiting.${key}`, { count })}</span>
                <strong>
                  <Count value={count} />
                </strong>
                <IconChevronRight size={14} aria-hidden="true" />
              </PageLink>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** What there is of them, the most pressing first; undefined while on the way. */
function useTasks({ isAdmin }: Account): Task[] | undefined {
  const { data: counts } = useCall("assets.count-gallery");
  const { data: notices } = useCall("accounts.count-unread-notices");
  const { data: reviews } = useQuery({
    ...callOptions("publishing.list-reviews", { query: { limit: 1 } }),
    enabled: isAdmin,
  });
  if (!counts || !notices || (isAdmin && !reviews)) return undefined;
  const { states } = counts.own;
  const tasks: Task[] = [
    {
      key: "reviews",
      icon: IconChecklist,
      href: "/console/review",
      count: reviews?.total ?? 0,
    },
    {
      key: "requests",
      icon: IconHandStop,
      href: "/me/requests?show=waiting",
      count: counts.requestsToDecide,
    },
    { key: "notices", icon: IconBell, href: "/me/notices", count: notices.unread },
    {
      key: "rejected",
      icon: IconThumbDown,
      href: "/me?state=rejected",
      count: states.rejected ?? 0,
    },
    {
      key: "inReview",
      icon: IconHourglass,
      href: "/me?state=in-review",
      count: states["in-review"] ?? 0,
    },
    { key: "drafts", icon: IconPencil, href: "/me?state=draft", count: states.draft ?? 0 },
  ];
  return tasks.filter(({ count }) => count > 0);
}

import { Button } from "@mantine/core";
import { IconSettings, IconUsers } from "@tabler/icons-react";
import { Suspense } from "react";
import { Trans, useTranslation } from "react-i18next";
import type { Profile } from "#contract/accounts/account.ts";
import { namespaceHref } from "../../app/addresses.ts";
import { useAccount } from "../../app/session.ts";
import { ReportButton } from "../../community/reports/report-button.tsx";
import { CheckInButton } from "../../accounts/growth/check-in-button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { NamespaceAvatar } from "../../ui/namespace-avatar.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import { Growth } from "./growth.tsx";
import classes from "./namespace.module.css";

/** ACC-3: who it is, with the ID to copy; of a person their growth (ACC-8). */
export function ProfileHeader({ profile }: { profile: Profile }) {
  const { t } = useTranslation("people");
  const { id, name, nickname, bio, createdAt, growth } = profile;
  return (
    <header className={classes.profile}>
      <NamespaceAvatar namespace={profile} size={72} />
      <div className={classes.words}>
        <h1 className={classes.name}>{nickname || name}</h1>
        <div className={classes.facts}>
          <span>{name}</span>
          <span>{t(profile.kind)}</span>
          <span>
            <Trans
              t={t}
              i18nKey={profile.kind === "user" ? "joined" : "created"}
              components={{ time: <RelativeTime value={createdAt} /> }}
            />
          </span>
          <span className={classes.id}>
            {t("id")} <code>{id}</code> <CopyButton value={id} label={t("copyId")} />
          </span>
          {growth === null ? null : <Growth owner={name} growth={growth} />}
        </div>
        {bio ? <p className={classes.bio}>{bio}</p> : null}
        <Members profile={profile} />
      </div>
      <EditButtons profile={profile} />
    </header>
  );
}

/** Members of an organisation, organisations of a person. */
function Members({ profile }: { profile: Profile }) {
  const { t } = useTranslation("people");
  if (profile.members.length === 0) return null;
  const isPerson = profile.kind === "user";
  return (
    <section className={classes.members} aria-label={t(isPerson ? "organisations" : "members")}>
      <span>{t(isPerson ? "organisations" : "members")}</span>
      {profile.members.map((member) => (
        <PageLink key={member.name} href={namespaceHref(member.name)} className={classes.member}>
          <NamespaceAvatar namespace={member} size={20} />
          {member.nickname || member.name}
          {member.role === "member" ? null : (
            <span className={classes.role}>{t(`roles.${member.role}`)}</span>
          )}
        </PageLink>
      ))}
    </section>
  );
}

/** For those who may; others report what does not belong here. */
function EditButtons({ profile: { name, kind, abilities } }: { profile: Profile }) {
  const { t } = useTranslation("people");
  const account = useAccount();
  const isOwn = kind === "user" && account?.name === name;
  if (isOwn) {
    return (
      <div className={classes.ownActions}>
        <CheckInButton />
        <Button
          component={PageLink}
          href="/settings"
          variant="default"
          leftSection={<IconSettings size={16} aria-hidden="true" />}
        >
          {t("edit")}
        </Button>
      </div>
    );
  }
  if (kind !== "organisation" || !(abilities.edit || abilities.manageMembers)) {
    return (
      <Suspense fallback={null}>
        <ReportButton target={{ type: "account", name }} />
      </Suspense>
    );
  }
  return (
    <Button
      component={PageLink}
      href={`/settings/organisations/${encodeURIComponent(name)}`}
      variant="default"
      leftSection={<IconUsers size={16} aria-hidden="true" />}
    >
      {t("manage")}
    </Button>
  );
}

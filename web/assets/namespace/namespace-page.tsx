import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Profile } from "#contract/accounts/account.ts";
import { namespaceHref } from "../../app/addresses.ts";
import { useCall } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { NamespaceAvatar } from "../../ui/namespace-avatar.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { PageLoading } from "../../ui/page-loading.tsx";
import { Page, usePageTitle } from "../../ui/page.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import { NamespaceAssets } from "./namespace-assets.tsx";
import classes from "./namespace.module.css";

/** `/{owner}`: a person or an organisation, and what they share. */
export function NamespacePage() {
  const { owner = "" } = useParams({ strict: false }) as { owner?: string };
  const { data: profile, error, refetch } = useCall("accounts.get-profile", { params: { owner } });
  usePageTitle(profile ? profile.nickname || profile.name : owner);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!profile) return <PageLoading />;
  return (
    <Page>
      <ProfileHeader profile={profile} />
      <NamespaceAssets key={profile.name} profile={profile} />
    </Page>
  );
}

function ProfileHeader({ profile }: { profile: Profile }) {
  const { t } = useTranslation("assets");
  return (
    <header className={classes.profile}>
      <NamespaceAvatar namespace={profile} size={72} />
      <div className={classes.words}>
        <h1 className={classes.name}>{profile.nickname || profile.name}</h1>
        <div className={classes.account}>
          {profile.name} · {t(`namespace.${profile.kind}`)} · {t("namespace.since")}{" "}
          <RelativeTime value={profile.createdAt} />
        </div>
        {profile.bio ? <p className={classes.bio}>{profile.bio}</p> : null}
        <Members profile={profile} />
      </div>
    </header>
  );
}

/** Members of an organisation, organisations of a person. */
function Members({ profile }: { profile: Profile }) {
  const { t } = useTranslation("assets");
  if (profile.members.length === 0) return null;
  return (
    <div className={classes.members}>
      {t(profile.kind === "user" ? "namespace.organisations" : "namespace.members")}
      {profile.members.map((member) => (
        <PageLink key={member.name} href={namespaceHref(member.name)} className={classes.member}>
          <NamespaceAvatar namespace={member} size={20} />
          {member.nickname || member.name}
        </PageLink>
      ))}
    </div>
  );
}

import { useParams } from "@tanstack/react-router";
import { useCall } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageLoading } from "../../ui/page-loading.tsx";
import { Page, usePageTitle } from "../../ui/page.tsx";
import { NamespaceAssets } from "./namespace-assets.tsx";
import { ProfileHeader } from "./profile-header.tsx";

/** `/{owner}`: a person or an organisation, and what they share. */
export function NamespacePage() {
  const { owner = "" } = useParams({ strict: false }) as { owner?: string };
  const { data: profile, error, refetch } = useCall("accounts.get-profile", { params: { owner } });
  usePageTitle(profile ? profile.nickname || profile.name : owner);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!profile) return <PageLoading />;
  return (
    <Page>
      <ProfileHeader key={profile.name} profile={profile} />
      <NamespaceAssets key={profile.name} profile={profile} />
    </Page>
  );
}

import { Anchor, Button } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconArrowLeft } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Profile } from "#contract/accounts/account.ts";
import { codePoints } from "#contract/names.ts";
import { namespaceHref } from "../../app/addresses.ts";
import { useCall, useChange } from "../../app/gallery.ts";
import { CountedInput, CountedTextarea } from "../../ui/counted-text.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { NotFoundState } from "../../ui/not-found-state.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { useAccountRules } from "../account-rules.ts";
import classes from "../settings/settings.module.css";
import { MemberList } from "./member-list.tsx";

/** ACC-2: an organisation's own page of settings: what it is, and who belongs to it. */
export function OrganisationPage() {
  const { t } = useTranslation("accounts");
  const { owner = "" } = useParams({ strict: false }) as { owner?: string };
  const { data: profile, error, refetch } = useCall("accounts.get-profile", { params: { owner } });
  usePageTitle(profile ? profile.nickname || profile.name : t("settings.organisations"));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!profile) return null;
  if (profile.kind !== "organisation") return <NotFoundState />;
  return (
    <>
      <Anchor component={PageLink} href="/settings/organisations" size="sm">
        <IconArrowLeft size={14} /> {t("settings.organisations")}
      </Anchor>
      <PageHeader
        title={profile.nickname || profile.name}
        description={
          <Anchor component={PageLink} href={namespaceHref(profile.name)} inherit>
            {profile.name}
          </Anchor>
        }
      />
      {profile.abilities.edit ? <ProfileForm key={profile.id} profile={profile} /> : null}
      <MemberList organisation={profile} />
    </>
  );
}

function ProfileForm({ profile }: { profile: Profile }) {
  const { t } = useTranslation(["accounts", "app"]);
  const rules = useAccountRules();
  const form = useForm({
    initialValues: { nickname: profile.nickname, bio: profile.bio },
    validate: {
      nickname: rules.nickname,
      bio: (bio) => (codePoints(bio.trim()) > 500 ? t("profile.bioTooLong") : null),
    },
  });
  const problems = useFieldProblems(form, ["nickname", "bio"]);
  const edit = useChange("accounts.edit-organisation", {
    stale: ["accounts.get-session", "accounts.get-profile"],
    onSuccess: () => {
      form.resetDirty();
      toast(t("saved"));
    },
  });
  return (
    <form
      className={`${classes.fields} ${classes.section}`}
      onSubmit={form.onSubmit((body) => {
        problems.clear();
        edit.mutate({ params: { owner: profile.name }, body }, { onError: problems.onError });
      })}
      noValidate
    >
      <CountedInput
        label={t("organisations.nickname")}
        max={64}
        {...form.getInputProps("nickname")}
        value={form.values.nickname}
      />
      <CountedTextarea
        label={t("profile.bio")}
        max={500}
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps("bio")}
        value={form.values.bio}
      />
      <ProblemAlert error={problems.unplaced} />
      <Button type="submit" loading={edit.isPending} disabled={!form.isDirty()}>
        {t("app:save")}
      </Button>
    </form>
  );
}

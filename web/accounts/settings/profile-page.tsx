import { Anchor, Badge, Button, Input, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { Account } from "#contract/accounts/account.ts";
import { codePoints } from "#contract/names.ts";
import { namespaceHref } from "../../app/addresses.ts";
import { useChange } from "../../app/gallery.ts";
import { changeLanguage, LANGUAGES } from "../../app/i18n.ts";
import { useAccount } from "../../app/session.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { CountedInput, CountedTextarea } from "../../ui/counted-text.tsx";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { useAccountRules } from "../account-rules.ts";
import { timeZones } from "../own-time-zone.ts";
import { AvatarField } from "./avatar-field.tsx";
import classes from "./settings.module.css";

const BIO_MAX = 500;
const NICKNAME_MAX = 64;

/** ACC-3: everything about oneself that others see, and the language of the page. */
export function ProfilePage() {
  const { t } = useTranslation("accounts");
  const account = useAccount();
  usePageTitle(t("settings.profile"));
  return (
    <>
      <PageHeader title={t("settings.profile")} description={t("profile.text")} />
      {account ? <Profile key={account.id} account={account} /> : null}
    </>
  );
}

function Profile({ account }: { account: Account }) {
  return (
    <div className={classes.fields}>
      <AvatarField account={account} />
      <FixedFacts account={account} />
      <ProfileForm account={account} />
    </div>
  );
}

function FixedFacts({ account }: { account: Account }) {
  const { t } = useTranslation("accounts");
  return (
    <>
      <Input.Wrapper label={t("name.label")} description={t("name.fixed")}>
        <div>
          <Anchor component={PageLink} href={namespaceHref(account.name)}>
            {account.name}
          </Anchor>
        </div>
      </Input.Wrapper>
      <Input.Wrapper label={t("profile.id")} description={t("profile.idText")}>
        <div className={classes.id}>
          {account.id}
          <CopyButton value={account.id} label={t("profile.copyId")} />
        </div>
      </Input.Wrapper>
      <IdentityFact since={account.identityVerifiedAt} />
    </>
  );
}

/** ACC-10: others decide about it. */
function IdentityFact({ since }: { since: string | null }) {
  const { t, i18n } = useTranslation("account-life");
  const day = new Date(since ?? 0).toLocaleDateString(i18n.language, { dateStyle: "medium" });
  return (
    <Input.Wrapper label={t("identity.label")} description={t("identity.text")}>
      <div>
        <Badge variant="light" color={since === null ? "gray" : "accent"}>
          {since === null ? t("identity.unverified") : t("identity.verifiedSince", { day })}
        </Badge>
      </div>
    </Input.Wrapper>
  );
}

function ProfileForm({ account }: { account: Account }) {
  const { t, i18n } = useTranslation(["accounts", "account-life", "app"]);
  const rules = useAccountRules();
  const form = useForm({
    initialValues: {
      nickname: account.nickname,
      email: account.email,
      bio: account.bio,
      language: account.language,
      timeZone: account.timeZone,
    },
    validate: {
      nickname: rules.nickname,
      email: rules.email,
      bio: (bio) => (codePoints(bio.trim()) > BIO_MAX ? t("profile.bioTooLong") : null),
    },
  });
  const problems = useFieldProblems(form, ["nickname", "email", "bio", "language", "timeZone"], {
    "email-taken": "email",
  });
  const edit = useChange("accounts.edit-account", {
    stale: ["accounts.get-session", "accounts.get-profile", "accounts.get-growth"],
    onSuccess: async ({ nickname, email, bio, language, timeZone }) => {
      form.setInitialValues({ nickname, email, bio, language, timeZone });
      form.setValues({ nickname, email, bio, language, timeZone });
      await changeLanguage(language === "zh" ? "zh-CN" : "en");
      // In the language that was just chosen.
      toast(i18n.t("accounts:saved"));
    },
  });
  return (
    <form
      className={classes.fields}
      onSubmit={form.onSubmit((values) => {
        problems.clear();
        edit.mutate({ body: values }, { onError: problems.onError });
      })}
      noValidate
    >
      <CountedInput
        label={t("nickname.label")}
        description={t("nickname.description")}
        max={NICKNAME_MAX}
        autoComplete="nickname"
        {...form.getInputProps("nickname")}
        value={form.values.nickname}
      />
      <TextInput
        label={t("email.label")}
        description={t("email.description")}
        type="email"
        autoComplete="email"
        maxLength={254}
        {...form.getInputProps("email")}
      />
      <CountedTextarea
        label={t("profile.bio")}
        max={BIO_MAX}
        autosize
        minRows={3}
        maxRows={10}
        {...form.getInputProps("bio")}
        value={form.values.bio}
      />
      <Select
        label={t("app:language")}
        description={t("profile.languageText")}
        data={[
          { value: "en", label: LANGUAGES.en },
          { value: "zh", label: LANGUAGES["zh-CN"] },
        ]}
        allowDeselect={false}
        {...form.getInputProps("language")}
      />
      <Select
        label={t("account-life:timeZone.label")}
        description={t("account-life:timeZone.text")}
        data={timeZones(account.timeZone)}
        searchable
        allowDeselect={false}
        {...form.getInputProps("timeZone")}
      />
      <ProblemAlert error={problems.unplaced} />
      <Button type="submit" loading={edit.isPending} disabled={!form.isDirty()}>
        {t("app:save")}
      </Button>
    </form>
  );
}

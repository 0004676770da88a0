import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Profile } from "#contract/accounts/account.ts";
import { useChange, useListCall } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { useProblemToast } from "../../ui/toast.ts";
import { PersonPicker } from "../people/person-picker.tsx";
import classes from "../settings/settings.module.css";
import { MemberRow } from "./member-row.tsx";
import { STALE_AFTER_MEMBERS } from "./stale-after-members.ts";

/** ACC-2: the members and their roles; owners add, change and remove. */
export function MemberList({ organisation }: { organisation: Profile }) {
  const { t } = useTranslation("accounts");
  const onError = useProblemToast();
  const params = { owner: organisation.name };
  const members = useListCall("accounts.list-members", { params });
  const setMember = useChange("accounts.set-member", { stale: STALE_AFTER_MEMBERS });
  const shown = members.data?.pages.flatMap((page) => page.items);
  const mayManage = organisation.abilities.manageMembers;
  return (
    <section className={classes.section}>
      <h2 className={classes.sectionTitle}>{t("members.title")}</h2>
      <p className={classes.sectionText}>{t("members.text")}</p>
      {mayManage ? (
        <div className={classes.fields}>
          <PersonPicker
            label={t("members.add")}
            without={shown?.map((member) => member.name) ?? []}
            onChoose={({ name }) =>
              setMember.mutate(
                { params: { ...params, account: name }, body: { role: "member" } },
                { onError },
              )
            }
          />
        </div>
      ) : null}
      {members.error ? (
        <ErrorState error={members.error} onRetry={() => void members.refetch()} />
      ) : null}
      {!shown && !members.error ? <Skeleton height={130} radius="lg" mt="md" /> : null}
      {shown ? (
        <ul className={classes.rows} style={{ marginTop: "1rem" }}>
          {shown.map((member) => (
            <MemberRow
              key={member.id}
              member={member}
              organisation={organisation.name}
              mayManage={mayManage}
            />
          ))}
        </ul>
      ) : null}
      <LoadMore {...members} />
    </section>
  );
}

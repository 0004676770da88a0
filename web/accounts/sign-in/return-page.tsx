import { Anchor, Loader } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useChange } from "../../app/gallery.ts";
import { stringifySearch } from "../../app/search-params.ts";
import { useForgetAnswers, useSite } from "../../app/session.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { Entrance } from "./entrance.tsx";
import { nextAddress } from "./next-address.ts";
import classes from "./entrance.module.css";

/** ACC-1: where the provider sends people back to. What it brings is good once, so it is sent once. */
export function ReturnPage() {
  const { t } = useTranslation(["account-life", "app"]);
  const provider = useSite()?.signInProvider ?? "";
  const { mutate, error } = useFinish(provider);
  const isSent = useRef(false);
  usePageTitle(t("app:signIn"));
  useEffect(() => {
    if (isSent.current) return;
    isSent.current = true;
    const query = window.location.search.slice(1);
    // Neither the history nor a reloaded page shows the code again.
    window.history.replaceState(window.history.state, "", window.location.pathname);
    mutate({ body: { query } });
  }, [mutate]);
  if (!error) {
    return (
      <Entrance title={t("provider.returning")} footer={null}>
        <div className={classes.waiting}>
          <Loader aria-label={t("provider.returning")} />
        </div>
      </Entrance>
    );
  }
  return (
    <Entrance
      title={t("provider.failed")}
      footer={
        <Anchor component={PageLink} href="/login" inherit>
          {t("provider.again")}
        </Anchor>
      }
    >
      <ProblemAlert error={error} />
    </Entrance>
  );
}

function useFinish(provider: string) {
  const { t } = useTranslation("account-life");
  const navigate = useNavigate();
  const forgetAnswers = useForgetAnswers();
  return useChange("accounts.finish-external-sign-in", {
    onSuccess: async ({ outcome, next }) => {
      if (outcome === "choose") {
        await navigate({ href: `/login/choose${stringifySearch({ next })}`, replace: true });
        return;
      }
      await forgetAnswers();
      if (outcome === "linked") toast(t("logins.linked", { provider }));
      await navigate({ href: nextAddress(next), replace: true });
    },
  });
}

import { Button, Divider } from "@mantine/core";
import { IconLogin2 } from "@tabler/icons-react";
import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useChange } from "../../app/gallery.ts";
import { oneOf, type SearchParams } from "../../app/search-params.ts";
import { useSite } from "../../app/session.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { nextAddress } from "./next-address.ts";

/** ACC-1: the way in by the provider, where there is one. */
export function ProviderButton({ text }: { text: "signIn" | "signUp" }) {
  const { t } = useTranslation("account-life");
  const { next } = useSearch({ strict: false }) as SearchParams;
  const provider = useSite()?.signInProvider;
  const start = useChange("accounts.start-external-sign-in", {
    onSuccess: ({ url }) => window.location.assign(url),
  });
  if (!provider) return null;
  return (
    <>
      <Divider label={t("provider.or")} />
      <ProblemAlert error={start.error} />
      <Button
        variant="default"
        leftSection={<IconLogin2 size={17} aria-hidden="true" />}
        loading={start.isPending || start.isSuccess}
        onClick={() => start.mutate({ body: { next: nextAddress(oneOf(next)) } })}
      >
        {t(`provider.${text}`, { provider })}
      </Button>
    </>
  );
}

import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AgreementName } from "#contract/accounts/agreement.ts";
import { useCall } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { NotFoundState } from "../../ui/not-found-state.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { NewVersionForm } from "./new-version-form.tsx";
import { useAgreementName } from "./use-agreement-name.ts";

/** PUB-8: writes the next version of an agreement, beginning with the newest one. */
export function NewVersionPage() {
  const agreement = useAgreementName();
  return agreement ? <NewVersion agreement={agreement} /> : <NotFoundState />;
}

function NewVersion({ agreement }: { agreement: AgreementName }) {
  const { t } = useTranslation(["console", "agreements"]);
  const title = t("agreements.newTitle", { agreement: t(`agreements:${agreement}.title`) });
  usePageTitle(title);
  const newest = useCall("accounts.list-agreement-versions", {
    params: { agreement },
    query: { limit: 1 },
  });
  const version = newest.data?.items[0]?.version;
  return (
    <>
      <PageHeader title={title} description={t("agreements.newText")} />
      {newest.error ? (
        <ErrorState error={newest.error} onRetry={() => void newest.refetch()} />
      ) : version === undefined ? (
        <Skeleton height={420} radius="lg" />
      ) : (
        <Beginning key={version} agreement={agreement} version={version} />
      )}
    </>
  );
}

function Beginning({ agreement, version }: { agreement: AgreementName; version: string }) {
  const text = useCall("accounts.get-agreement", { params: { agreement }, query: { version } });
  if (text.error) return <ErrorState error={text.error} onRetry={() => void text.refetch()} />;
  if (!text.data) return <Skeleton height={420} radius="lg" />;
  return <NewVersionForm newest={text.data} />;
}

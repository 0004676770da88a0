import { Alert, Anchor } from "@mantine/core";
import { useParams, useSearch } from "@tanstack/react-router";
import { Trans, useTranslation } from "react-i18next";
import { type AgreementName, agreementOf } from "#contract/accounts/agreement-names.ts";
import { useCall } from "../app/gallery.ts";
import { oneOf, type SearchParams } from "../app/search-params.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { formatDateTime } from "../ui/format.ts";
import { MarkdownLoading, MarkdownText } from "../ui/markdown/markdown.tsx";
import { NotFoundState } from "../ui/not-found-state.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { Page, PageHeader, usePageTitle } from "../ui/page.tsx";

/** PUB-8: the text that publishing asks consent to; `?version=2.0` shows another version. */
export function AgreementPage() {
  const { agreement } = useParams({ strict: false }) as { agreement?: string };
  const known = agreementOf(agreement);
  return known ? <Agreement agreement={known} /> : <NotFoundState />;
}

function Agreement({ agreement }: { agreement: AgreementName }) {
  const { t, i18n } = useTranslation("agreements");
  const search = useSearch({ strict: false }) as SearchParams;
  const version = oneOf(search.version);
  const text = useCall("accounts.get-agreement", {
    params: { agreement },
    query: version === undefined ? {} : { version },
  });
  usePageTitle(t(`${agreement}.title`));
  if (text.error) return <ErrorState error={text.error} onRetry={() => void text.refetch()} />;
  const shown = text.data;
  const isOther = shown !== undefined && shown.version !== shown.currentVersion;
  return (
    <Page isNarrow>
      <PageHeader
        title={t(`${agreement}.title`)}
        description={
          shown &&
          t("versionSince", {
            version: shown.version,
            time: formatDateTime(Date.parse(shown.effectiveAt), i18n.language),
          })
        }
      />
      {isOther ? <OtherVersion agreement={agreement} current={shown.currentVersion} /> : null}
      {shown ? (
        <MarkdownText source={i18n.language === "zh-CN" ? shown.textZh : shown.textEn} />
      ) : (
        <MarkdownLoading />
      )}
    </Page>
  );
}

function OtherVersion({ agreement, current }: { agreement: AgreementName; current: string }) {
  const { t } = useTranslation("agreements");
  return (
    <Alert mb="lg">
      <Trans
        t={t}
        i18nKey="otherVersion"
        values={{ version: current }}
        components={{
          current: <Anchor component={PageLink} href={`/legal/${agreement}`} inherit />,
        }}
      />
    </Alert>
  );
}

import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { NotFoundState } from "../ui/not-found-state.tsx";
import { Page, PageHeader, usePageTitle } from "../ui/page.tsx";
import classes from "./publishing.module.css";

const AGREEMENTS = ["content-publishing", "service"] as const;
type Agreement = (typeof AGREEMENTS)[number];

/** PUB-8: the text that publishing asks consent to. */
export function AgreementPage() {
  const { agreement } = useParams({ strict: false }) as { agreement?: string };
  const known = AGREEMENTS.find((each) => each === agreement);
  return known ? <AgreementText agreement={known} /> : <NotFoundState />;
}

function AgreementText({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation("agreements");
  usePageTitle(t(`${agreement}.title`));
  const clauses = Object.values(t(`${agreement}.clauses`, { returnObjects: true }));
  return (
    <Page isNarrow>
      <PageHeader title={t(`${agreement}.title`)} description={t("version", { version: "1.0" })} />
      <ol className={classes.clauses}>
        {clauses.map((clause) => (
          <li key={clause}>{clause}</li>
        ))}
      </ol>
    </Page>
  );
}

import { Select } from "@mantine/core";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type AssetKind, KIND_PLURALS } from "#contract/kinds.ts";
import { CREATABLE_KINDS } from "../../app/layout/navigation.ts";
import { oneOf, type SearchParams, stringifySearch } from "../../app/search-params.ts";
import { useAccount } from "../../app/session.ts";
import { KindBadge } from "../../ui/kind-badge.tsx";
import { Page, PageHeader, usePageTitle } from "../../ui/page.tsx";
import { NewAssetForm } from "./new-asset-form.tsx";

/** COM-4: what those who operate the gallery publish. */
const OPERATOR_KINDS = ["case"] as const satisfies AssetKind[];
/** It has an editor of its own, and begins as a draft. */
const ARTICLE = "article" as const;

/** REP-1: a name, a licence and a line about it; everything else can follow. */
export function NewAssetPage() {
  const { t } = useTranslation(["creation", "app"]);
  const navigate = useNavigate();
  const account = useAccount();
  const search = useSearch({ strict: false }) as SearchParams;
  const params = useParams({ strict: false }) as { kind?: string };
  const kinds = account?.isAdmin ? [...CREATABLE_KINDS, ...OPERATOR_KINDS] : CREATABLE_KINDS;
  const kind = kindOf(params.kind ?? oneOf(search.kind), kinds) ?? "model";
  const title = t("app:newKind", { kind: t(`app:kinds.${kind}`) });
  usePageTitle(title);
  return (
    <Page isNarrow>
      <PageHeader title={title} description={t("text")} />
      <Select
        label={t("kind")}
        data={[...kinds, ARTICLE].map((each) => ({ value: each, label: t(`app:kinds.${each}`) }))}
        leftSection={<KindBadge kind={kind} withLabel={false} />}
        value={kind}
        onChange={(chosen) => {
          const address = `/new${stringifySearch({ kind: chosen, owner: search.owner })}`;
          void navigate({ href: chosen === ARTICLE ? "/new/article" : address, replace: true });
        }}
        allowDeselect={false}
        mb="md"
      />
      {account ? <NewAssetForm kind={kind} account={account} owner={oneOf(search.owner)} /> : null}
    </Page>
  );
}

/** `model` and `models` mean the same in an address. */
function kindOf(word: string | undefined, kinds: readonly AssetKind[]): AssetKind | undefined {
  return kinds.find((kind) => kind === word || KIND_PLURALS[kind] === word);
}

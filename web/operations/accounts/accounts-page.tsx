import { Select, Skeleton, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch, IconUsers } from "@tabler/icons-react";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AccountState } from "#contract/accounts/administration-endpoints.ts";
import { useListCall } from "../../app/gallery.ts";
import { oneOf, type SearchParams } from "../../app/search-params.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import classes from "../console.module.css";
import { AccountRow } from "./account-row.tsx";

const STATES = ["active", "suspended", "deleted"] as const satisfies AccountState[];
const TYPING_MS = 250;

/**
 * PLT-4: who has an account, who may not use it, and who administers the gallery. An address with `q`
 * leads to the accounts that it finds.
 */
export function AccountsPage() {
  const { t } = useTranslation("console");
  const { q: asked } = useSearch({ strict: false }) as SearchParams;
  const [words, setWords] = useState(oneOf(asked) ?? "");
  const [state, setState] = useState<AccountState | null>(null);
  const [q] = useDebouncedValue(words.trim(), TYPING_MS);
  usePageTitle(t("accounts.title"));
  return (
    <>
      <PageHeader title={t("accounts.title")} description={t("accounts.text")} />
      <div className={classes.toolbar}>
        <TextInput
          className={classes.grow ?? ""}
          aria-label={t("accounts.find")}
          placeholder={t("accounts.find")}
          leftSection={<IconSearch size={16} />}
          value={words}
          maxLength={200}
          spellCheck={false}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Select
          aria-label={t("accounts.state")}
          placeholder={t("accounts.anyState")}
          data={STATES.map((value) => ({ value, label: t(`accounts.states.${value}`) }))}
          value={state}
          onChange={(chosen) => setState(STATES.find((each) => each === chosen) ?? null)}
          clearable
          w={170}
        />
      </div>
      <Found q={q} state={state} />
    </>
  );
}

function Found({ q, state }: { q: string; state: AccountState | null }) {
  const { t } = useTranslation("console");
  const list = useListCall("accounts.list-accounts", {
    query: { ...(q && { q }), ...(state && { state }) },
  });
  const items = list.data?.pages.flatMap((page) => page.items);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!items) return <Skeleton height={260} radius="lg" />;
  if (items.length === 0) {
    return (
      <EmptyState
        title={t("accounts.none")}
        description={t("accounts.noneText")}
        icon={IconUsers}
      />
    );
  }
  return (
    <>
      <ul className={classes.rows}>
        {items.map((account) => (
          <AccountRow key={account.id} account={account} />
        ))}
      </ul>
      <LoadMore {...list} />
    </>
  );
}

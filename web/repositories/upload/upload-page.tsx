import { Alert } from "@mantine/core";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { problem } from "#contract/problems.ts";
import { useCall } from "../../app/gallery.ts";
import { oneOf, type SearchParams } from "../../app/search-params.ts";
import { useAccount } from "../../app/session.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { cleanFolder } from "../paths.ts";
import { Uploads } from "./uploads.tsx";

/** REP-3: files and folders go up at once, several in parallel; one commit takes them in. */
export function UploadPage() {
  // The words for failures come along: loading them with the first row would hide the page.
  const { t } = useTranslation(["uploads", "problems", "issues"]);
  const asset = useAsset();
  const account = useAccount();
  const search = useSearch({ strict: false }) as SearchParams;
  const branch = oneOf(search.branch) ?? asset.defaultBranch;
  const {
    data: refs,
    error,
    refetch,
  } = useCall("repositories.list-refs", {
    params: addressOf(asset),
  });
  usePageTitle(t("title", { name: asset.fullName }));
  // A session that ends in the middle must not take the files away: one signs in again beside them.
  const [writer, setWriter] = useState<string>();
  if (writer === undefined && account && asset.abilities.write) setWriter(account.name);
  if (writer === undefined) {
    return account === undefined ? null : <ErrorState error={problem("forbidden")} />;
  }
  if (error && !refs) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const branches = refs?.branches.map(({ name }) => name) ?? [];
  if (refs && !branches.includes(branch) && branch !== asset.defaultBranch) {
    return <Alert color="orange">{t("noBranch", { branch })}</Alert>;
  }
  return (
    <Uploads
      key={branch}
      account={writer}
      branch={branch}
      branches={branches}
      startFolder={cleanFolder(oneOf(search.path) ?? "")}
    />
  );
}

import { Alert, Button } from "@mantine/core";
import { IconGitPullRequest, IconMessagePlus, IconMessages } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Board } from "#contract/community/discussion.ts";
import { discussionHref } from "../../app/addresses.ts";
import { useCall, useListCall } from "../../app/gallery.ts";
import { stringifySearch } from "../../app/search-params.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import classes from "../community.module.css";
import { hubTypeOf } from "../hub-type.ts";
import { BoardMenu } from "./board-menu.tsx";
import { DiscussionRow, RowsLoading } from "./discussion-row.tsx";
import {
  type DiscussionSearch,
  readDiscussionSearch,
  toDiscussionQuery,
  writeDiscussionSearch,
} from "./discussion-search.ts";
import { FilterBar } from "./filter-bar.tsx";

/** COM-1 `/discussions`: the threads of an asset. */
export function DiscussionsPage() {
  const { t } = useTranslation("community");
  const asset = useAsset();
  const address = addressOf(asset);
  usePageTitle(t("title", { name: asset.fullName }));
  const navigate = useNavigate();
  const search = readDiscussionSearch(useSearch({ strict: false }));
  const { data: board } = useCall("community.get-board", { params: address });
  const choose = (change: Partial<DiscussionSearch>) => {
    const query = stringifySearch(writeDiscussionSearch({ ...search, ...change }));
    void navigate({ href: discussionHref(address) + query });
  };
  return (
    <>
      <div className={classes.bar}>
        <FilterBar search={search} board={board} onChoose={choose} />
        <ListActions board={board} />
      </div>
      {board?.isOpen === false ? (
        <Alert color="gray" title={t("off.title")} mb="md">
          {t("off.text")}
        </Alert>
      ) : null}
      <Rows search={search} onChoose={choose} />
    </>
  );
}

function ListActions({ board }: { board: Board | undefined }) {
  const { t } = useTranslation("community");
  const asset = useAsset();
  const address = addressOf(asset);
  if (!board) return null;
  const hasHub = hubTypeOf(asset.kind) !== undefined && asset.head !== null;
  return (
    <div className={classes.actions}>
      {board.isOpen && hasHub ? (
        <Button
          component={PageLink}
          href={discussionHref(address, { page: "new-pull-request" })}
          variant="default"
          leftSection={<IconGitPullRequest size={16} />}
        >
          {t("newPullRequest")}
        </Button>
      ) : null}
      {board.isOpen ? (
        <Button
          component={PageLink}
          href={discussionHref(address, { page: "new" })}
          leftSection={<IconMessagePlus size={16} />}
        >
          {t("new")}
        </Button>
      ) : null}
      {board.canConfigure ? <BoardMenu board={board} /> : null}
    </div>
  );
}

type RowsProps = {
  search: DiscussionSearch;
  onChoose: (change: Partial<DiscussionSearch>) => void;
};

function Rows({ search, onChoose }: RowsProps) {
  const { t } = useTranslation("community");
  const params = addressOf(useAsset());
  const query = toDiscussionQuery(search);
  const list = useListCall("community.list-discussions", { params, query });
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <RowsLoading />;
  const rows = list.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) {
    const isFiltered = search.author !== "" || search.type !== "all" || search.state === "closed";
    return (
      <EmptyState
        title={t(isFiltered ? "empty.filtered" : "empty.title")}
        description={t(isFiltered ? "empty.filteredText" : "empty.text")}
        icon={IconMessages}
      />
    );
  }
  return (
    <>
      <ul className={classes.rows}>
        {rows.map((row) => (
          <DiscussionRow
            key={row.num}
            discussion={row}
            onAuthor={(author) => onChoose({ author })}
          />
        ))}
      </ul>
      <LoadMore {...list} />
    </>
  );
}

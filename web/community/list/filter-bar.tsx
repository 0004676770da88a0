import { SegmentedControl, Select } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Board } from "#contract/community/discussion.ts";
import { formatCount } from "../../ui/format.ts";
import classes from "../community.module.css";
import type { DiscussionSearch } from "./discussion-search.ts";

type FilterBarProps = {
  search: DiscussionSearch;
  board: Board | undefined;
  onChoose: (change: Partial<DiscussionSearch>) => void;
};

const TYPES = ["all", "discussion", "pull-request"] as const;
const STATES = ["open", "closed"] as const;

/** State with counts, kind and person. */
export function FilterBar({ search, board, onChoose }: FilterBarProps) {
  const { t, i18n } = useTranslation("community");
  const countOf = (state: "open" | "closed") =>
    board ? ` ${formatCount(sumOf(board, search.type, state), i18n.language)}` : "";
  return (
    <div className={classes.filters}>
      <SegmentedControl
        aria-label={t("state.label")}
        value={search.state}
        onChange={(state) => onChoose({ state })}
        data={STATES.map((state) => ({
          value: state,
          label: t(`state.${state}`) + countOf(state),
        }))}
      />
      <Select
        aria-label={t("type.label")}
        className={classes.type}
        value={search.type}
        allowDeselect={false}
        onChange={(type) => onChoose({ type: type ?? "all" })}
        data={TYPES.map((type) => ({ value: type, label: t(`type.${type}`) }))}
      />
      {search.author === "" ? null : (
        <button
          type="button"
          className={classes.chip}
          title={t("anyAuthor")}
          onClick={() => onChoose({ author: "" })}
        >
          {t("onlyBy", { name: search.author })}
          <IconX size={14} aria-label={t("anyAuthor")} />
        </button>
      )}
    </div>
  );
}

function sumOf(
  { discussions, pullRequests }: Board,
  type: DiscussionSearch["type"],
  state: "open" | "closed",
): number {
  const ofDiscussions = type === "pull-request" ? 0 : discussions[state];
  return ofDiscussions + (type === "discussion" ? 0 : pullRequests[state]);
}

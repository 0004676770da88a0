import { Loader } from "@mantine/core";
import { IconHistory, IconRosetteDiscountCheck, IconSearch } from "@tabler/icons-react";
import { type MouseEvent, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { fullNameOf, titleOf } from "../../../assets/title.ts";
import { KindBadge } from "../../../ui/kind-badge.tsx";
import { NamespaceAvatar } from "../../../ui/namespace-avatar.tsx";
import { PageLink } from "../../../ui/page-link.tsx";
import type { Choice } from "./choices.ts";
import classes from "./search.module.css";
import type { SuggestionState } from "./use-suggestions.ts";

type SuggestionPanelProps = {
  id: string;
  state: SuggestionState;
  /** Place among all choices; -1 is none. */
  active: number;
  onActive: (place: number) => void;
  onChoose: (choice: Choice) => void;
  /** The focus goes on from the last of what is here. */
  onLeave: () => void;
};

/** What is offered below the search field. The focus stays in the field. */
export function SuggestionPanel(props: SuggestionPanelProps) {
  const { t } = useTranslation("finding");
  const { id, state, active, onActive, onChoose, onLeave } = props;
  const { groups, choices } = state;
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);
  return (
    <div className={classes.panel}>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t("suggest.label")}
        aria-busy={state.isSearching}
      >
        {groups.map(({ name, choices: inGroup }) => (
          <div key={name} role="group" aria-label={t(`suggest.groups.${name}`)}>
            {name === "all" ? null : (
              <div className={classes.groupTitle} aria-hidden="true">
                {t(`suggest.groups.${name}`)}
              </div>
            )}
            {inGroup.map((choice) => {
              const place = choices.indexOf(choice);
              return (
                <PageLink
                  key={choice.href + choice.sort}
                  id={`${id}-${place}`}
                  role="option"
                  aria-selected={place === active}
                  tabIndex={-1}
                  href={choice.href}
                  className={classes.choice}
                  onMouseDown={keepFocus}
                  onMouseMove={() => onActive(place)}
                  onClick={() => onChoose(choice)}
                >
                  <ChoiceText choice={choice} />
                </PageLink>
              );
            })}
          </div>
        ))}
      </div>
      <Status state={state} />
      {state.hasRecent ? (
        <button
          type="button"
          className={classes.forget}
          onMouseDown={keepFocus}
          onClick={state.forgetRecent}
          onBlur={onLeave}
        >
          {t("suggest.forget")}
        </button>
      ) : null}
    </div>
  );
}

function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}

function ChoiceText({ choice }: { choice: Choice }) {
  const { t, i18n } = useTranslation(["finding", "app"]);
  if (choice.sort === "asset") {
    const { asset } = choice;
    const title = titleOf(asset, i18n.language);
    return (
      <>
        <KindBadge kind={asset.kind} withLabel={false} size={18} />
        <span className={classes.names}>
          <span className={classes.title}>
            {title}
            {asset.isOfficial ? (
              <IconRosetteDiscountCheck size={15} aria-label={t("suggest.official")} />
            ) : null}
          </span>
          <span className={classes.second}>
            {title === asset.name ? asset.description || fullNameOf(asset) : fullNameOf(asset)}
          </span>
        </span>
        <span className={classes.aside}>{asset.owner.nickname || asset.owner.name}</span>
      </>
    );
  }
  if (choice.sort === "namespace") {
    const { name, nickname, kind } = choice.namespace;
    return (
      <>
        <NamespaceAvatar namespace={choice.namespace} size={22} />
        <span className={classes.title}>{nickname || name}</span>
        <span className={classes.aside}>
          {nickname ? `${name} · ` : ""}
          {t(`suggest.${kind}`)}
        </span>
      </>
    );
  }
  const Icon = choice.sort === "recent" ? IconHistory : IconSearch;
  return (
    <>
      <Icon size={17} className={classes.sign} aria-hidden="true" />
      <span className={classes.title}>
        {choice.sort === "all" ? t("suggest.searchFor", { words: choice.words }) : choice.words}
      </span>
    </>
  );
}

/** Said as well as shown: how it stands with what was typed. */
function Status({ state }: { state: SuggestionState }) {
  const { t } = useTranslation("finding");
  const { isSearching, isNothing, hasFailed } = state;
  return (
    <output className={classes.status}>
      {hasFailed ? t("suggest.failed") : null}
      {isNothing ? t("suggest.nothing") : null}
      {isSearching ? (
        <span className={classes.searching}>
          <Loader size={12} aria-hidden="true" /> {t("suggest.searching")}
        </span>
      ) : null}
    </output>
  );
}

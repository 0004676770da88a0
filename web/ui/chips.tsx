import classes from "./chips.module.css";
import { PageLink } from "./page-link.tsx";
import { Count } from "./values.tsx";

export type Chip = {
  key: string;
  label: string;
  href: string;
  isChosen: boolean;
  /** How many the list would then show; undefined while not known. */
  count?: number | undefined;
};

/** Filters of a list of which one is chosen, as links: the choice is in the address. */
export function Chips({ label, chips }: { label: string; chips: readonly Chip[] }) {
  return (
    <nav className={classes.chips} aria-label={label}>
      {chips.map((chip) => (
        <PageLink
          key={chip.key}
          href={chip.href}
          className={classes.chip}
          data-chosen={chip.isChosen || undefined}
          {...(chip.isChosen ? { "aria-current": true } : {})}
        >
          {chip.label}
          {chip.count === undefined ? null : (
            <span className={classes.count}>
              <Count value={chip.count} />
            </span>
          )}
        </PageLink>
      ))}
    </nav>
  );
}

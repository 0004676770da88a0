import { IconChevronRight } from "@tabler/icons-react";
import { type CSSProperties, type ReactNode, useState } from "react";
import classes from "./name-table.module.css";

type BranchProps = {
  /** As far as it is not said by the branch above. */
  label: string;
  title: string;
  depth: number;
  isOpenAtFirst: boolean;
  icon?: ReactNode;
  /** The other columns. */
  cells: ReactNode;
  /** What is below it: there once it is open. */
  children: ReactNode;
};

/** A row that opens: what is below it is loaded then. */
export function Branch({ children, ...props }: BranchProps) {
  const [isOpen, setOpen] = useState(props.isOpenAtFirst);
  return (
    <li>
      <div className={classes.row} data-branch style={depthStyle(props.depth)}>
        <span className={classes.name}>
          <button
            type="button"
            className={classes.toggle}
            aria-expanded={isOpen}
            title={props.title}
            onClick={() => setOpen(!isOpen)}
          >
            <IconChevronRight size={16} aria-hidden="true" />
            {props.icon}
            <span className={classes.text}>{props.label}</span>
          </button>
        </span>
        {props.cells}
      </div>
      {isOpen ? children : null}
    </li>
  );
}

/** How far a row is set in: read by the stylesheet. */
export function depthStyle(depth: number): CSSProperties {
  return { "--depth": depth } as CSSProperties;
}

import type { NamespaceSummary } from "#contract/fields.ts";
import { NamespaceAvatar } from "../../ui/namespace-avatar.tsx";
import classes from "./people.module.css";

/** Picture, nickname and account name of a person. */
export function PersonName({ person }: { person: Omit<NamespaceSummary, "kind"> }) {
  return (
    <span className={classes.person}>
      <NamespaceAvatar namespace={person} size={22} />
      <span className={classes.names}>
        {person.nickname === "" ? null : <span>{person.nickname}</span>}
        <span className={classes.account}>{person.name}</span>
      </span>
    </span>
  );
}

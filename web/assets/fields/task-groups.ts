import { TASK_GROUPS, TASKS } from "#contract/taxonomies/tasks.ts";
import { termName } from "#contract/taxonomies/term.ts";
import type { TermGroup } from "./terms-select.tsx";

/** The tasks in the groups under which they are offered. */
export function taskGroups(locale: string): TermGroup[] {
  return TASK_GROUPS.map((group) => ({
    name: termName(group, locale),
    terms: TASKS.filter((task) => task.group === group.id),
  }));
}

import type { Ref } from "#contract/repositories/repository.ts";
import { shortName } from "../rules/ref-names.ts";
import type { RefRow } from "../store/refs.ts";

export function describeRef({ name, commit, target, isProtected }: RefRow): Ref {
  return { name: shortName(name), ref: name, commit: commit ?? target, isProtected };
}

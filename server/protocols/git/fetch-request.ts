import { PacketError } from "../../platform/git/index.ts";
import { type FetchRequest, listGitRefs } from "../../repositories/index.ts";
import type { RepositoryCall } from "../repository-call.ts";
import type { Wants } from "./read-wants.ts";

/** What was read line by line as the question to the repository. `haves` are those that are here. */
export async function fetchRequestOf(
  { ctx, repository }: Pick<RepositoryCall, "ctx" | "repository">,
  { wants, haves, shallow, withoutRefs, depth, filter, flags }: Wants,
): Promise<FetchRequest> {
  if (wants.length === 0) throw new PacketError("protocol error: nothing is wanted");
  const request: FetchRequest = { wants, haves, shallow, includesTags: flags.has("include-tag") };
  if (filter !== undefined) request.filter = filter;
  if (depth === undefined) return request;
  if (withoutRefs.length === 0) return { ...request, depth };
  const { refs } = await listGitRefs(ctx, repository);
  const without = withoutRefs.map((name) => {
    const names = [name, `refs/tags/${name}`, `refs/heads/${name}`];
    const ref = names.flatMap((full) => refs.find((one) => one.name === full) ?? []).at(0);
    if (ref === undefined) throw new PacketError(`deepen-not: there is no ref ${name}`);
    return ref.peeled ?? ref.oid;
  });
  return { ...request, depth: { ...depth, without } };
}

import type { RequestContext } from "../../context.ts";
import {
  cleanIdentityText,
  cleanMessage,
  hashObject,
  type Identity,
  type ObjectId,
  serialiseCommit,
  splitMessage,
} from "../../platform/git/index.ts";
import type { CommitRow } from "../store/commits.ts";
import type { NewObject } from "../store/objects.ts";

/** A commit as git's object and as the row that lists it. */
export type ComposedCommit = { object: NewObject; row: CommitRow };

export type CommitDraft = {
  title: string;
  description?: string | undefined;
  tree: ObjectId;
  parents: readonly { oid: ObjectId; generation: number }[];
};

type AuthorContext = Pick<RequestContext, "viewer" | "now" | "baseUrl">;

/** The viewer, now, as git names people. Their e-mail address stays theirs. */
export function authorOf({ viewer, now, baseUrl }: AuthorContext): Identity {
  const name = viewer.kind === "account" ? cleanIdentityText(viewer.name) : "anonymous";
  const email = `${name}@users.noreply.${hostOf(baseUrl)}`;
  const at = new Date(Math.floor(now().getTime() / 1000) * 1000);
  return { name, email, at, timezone: "+0000" };
}

/** Writes a commit of the viewer, now. */
export function composeCommit(
  ctx: AuthorContext,
  { title, description = "", tree, parents }: CommitDraft,
): ComposedCommit {
  const { viewer } = ctx;
  const author = authorOf(ctx);
  const message = cleanMessage(`${oneLine(title)}\n\n${description}`);
  const body = serialiseCommit({
    tree,
    parents: parents.map(({ oid }) => oid),
    author,
    committer: author,
    message,
  });
  const oid = hashObject("commit", body);
  const split = splitMessage(message);
  return {
    object: { oid, type: "commit", body },
    row: {
      oid,
      treeOid: tree,
      parents: parents.map((parent) => parent.oid),
      generation: 1 + Math.max(0, ...parents.map(({ generation }) => generation)),
      authorId: viewer.kind === "account" ? viewer.accountId : null,
      authorName: author.name,
      authorEmail: author.email,
      authoredAt: author.at,
      title: split.title,
      description: split.body,
      createdAt: author.at,
    },
  };
}

/** Git takes the first paragraph for the title. */
function oneLine(title: string): string {
  return title.replaceAll(/\s+/g, " ").trim() || "Update files";
}

function hostOf(baseUrl: string): string {
  return cleanIdentityText(new URL(baseUrl).hostname) || "localhost";
}

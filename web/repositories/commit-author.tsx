import type { CommitSummary } from "#contract/repositories/repository.ts";
import { namespaceHref } from "../app/addresses.ts";
import { NamespaceAvatar } from "../ui/namespace-avatar.tsx";
import { PageLink } from "../ui/page-link.tsx";

/** Who made a commit: an account of ours, or the name that git brought. */
export function CommitAuthor({ author }: { author: CommitSummary["author"] }) {
  if (!author.account) return <span>{author.name}</span>;
  return (
    <>
      <NamespaceAvatar namespace={author.account} size={18} />
      <PageLink href={namespaceHref(author.account.name)}>{author.account.name}</PageLink>
    </>
  );
}

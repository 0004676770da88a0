import { useTranslation } from "react-i18next";
import type { Person } from "#contract/community/discussion.ts";
import { namespaceHref } from "../app/addresses.ts";
import { NamespaceAvatar } from "../ui/namespace-avatar.tsx";
import { PageLink } from "../ui/page-link.tsx";
import classes from "./community.module.css";

type AuthorNameProps = { author: Person; withPicture?: boolean };

/** Who said or did something; of an account that is gone, the name it had. */
export function AuthorName({ author, withPicture = false }: AuthorNameProps) {
  const { t } = useTranslation("community");
  const { account, name } = author;
  if (account === null) return <span title={t("comment.gone")}>{name}</span>;
  return (
    <PageLink href={namespaceHref(account.name)} className={classes.author}>
      {withPicture ? <NamespaceAvatar namespace={account} size={22} /> : null}
      {name}
    </PageLink>
  );
}

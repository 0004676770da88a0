import { useTranslation } from "react-i18next";
import type { Person } from "#contract/community/discussion.ts";
import { namespaceHref } from "../app/addresses.ts";
import { NamespaceAvatar } from "../ui/namespace-avatar.tsx";
import { PageLink } from "../ui/page-link.tsx";
import classes from "./community.module.css";

type AuthorNameProps = { author: Person; withPicture?: boolean };

/** Who said or did something; whoever has no account here, by the name that they gave. */
export function AuthorName({ author, withPicture = false }: AuthorNameProps) {
  const { t } = useTranslation(["community", "account-life"]);
  const { account, name } = author;
  if (account === null) {
    return <span title={t("comment.gone")}>{name || t("account-life:deletedAccount")}</span>;
  }
  return (
    <PageLink href={namespaceHref(account.name)} className={classes.author}>
      {withPicture ? <NamespaceAvatar namespace={account} size={22} /> : null}
      {name}
    </PageLink>
  );
}

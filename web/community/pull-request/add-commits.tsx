import { useTranslation } from "react-i18next";
import type { Discussion } from "#contract/community/discussion.ts";
import { useSite } from "../../app/session.ts";
import { useAsset } from "../../assets/asset/use-asset.ts";
import { CodeBlock } from "../../ui/code-block.tsx";
import classes from "../community.module.css";
import { hubTypeOf, typeOption } from "../hub-type.ts";

/** How more commits come into a pull request that is under way. */
export function AddCommits({ discussion }: { discussion: Discussion }) {
  const { t } = useTranslation("community");
  const { kind, fullName } = useAsset();
  const url = useSite()?.url ?? window.location.origin;
  const type = hubTypeOf(kind);
  const ref = discussion.pullRequest?.ref;
  if (type === undefined || ref === undefined) return null;
  return (
    <details className={classes.add}>
      <summary>{t("merge.addTitle")}</summary>
      <p className={classes.quiet}>{t("merge.addText", { ref })}</p>
      <CodeBlock
        code={`export HF_ENDPOINT=${url}\nhf upload ${fullName} ./folder .${typeOption(type)} --revision ${ref}`}
      />
    </details>
  );
}

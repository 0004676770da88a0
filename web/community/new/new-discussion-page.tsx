import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { discussionHref } from "../../app/addresses.ts";
import { useChange } from "../../app/gallery.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { usePageTitle } from "../../ui/page.tsx";
import classes from "../community.module.css";
import { STALE_AFTER_WRITING } from "../stale-answers.ts";
import { MustSignIn } from "./must-sign-in.tsx";
import { ThreadForm } from "./thread-form.tsx";

/** COM-1 `/discussions/new`. */
export function NewDiscussionPage() {
  const { t } = useTranslation("community");
  const asset = useAsset();
  const address = addressOf(asset);
  const navigate = useNavigate();
  usePageTitle(`${t("form.heading")} · ${asset.fullName}`);
  const create = useChange("community.create-discussion", { stale: STALE_AFTER_WRITING });
  return (
    <div className={classes.narrow}>
      <h2 className={classes.heading}>{t("form.heading")}</h2>
      <MustSignIn>
        <ThreadForm
          draft={`${asset.kind} ${asset.fullName} new`}
          placeholders={{ title: t("form.titlePlaceholder"), text: t("form.textPlaceholder") }}
          error={create.error}
          onSubmit={(body, sent) =>
            create.mutate(
              { params: address, body },
              {
                onSuccess: ({ num }) => {
                  sent();
                  void navigate({ href: discussionHref(address, { num }) });
                },
              },
            )
          }
          action={t("form.create")}
          isSending={create.isPending}
          cancelHref={discussionHref(address)}
        />
      </MustSignIn>
    </div>
  );
}

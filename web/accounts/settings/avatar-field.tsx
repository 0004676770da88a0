import { Button, FileButton, Input } from "@mantine/core";
import { type DragEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "#contract/accounts/account.ts";
import { useChange } from "../../app/gallery.ts";
import { NamespaceAvatar } from "../../ui/namespace-avatar.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "./settings.module.css";

const MAX_BYTES = 1_000_000;
const TYPES = ["image/png", "image/jpeg", "image/webp"];
const STALE = ["accounts.get-session", "accounts.get-profile"] as const;

/** A picture is shown as it will look before it is sent. */
export function AvatarField({ account }: { account: Account }) {
  const { t } = useTranslation(["accounts", "app"]);
  const { chosen, choose } = useChosenPicture();
  const setAvatar = useChange("accounts.set-avatar", {
    stale: STALE,
    onSuccess: () => {
      choose(null);
      toast(t("avatar.set"));
    },
  });
  const removeAvatar = useChange("accounts.remove-avatar", {
    stale: STALE,
    onSuccess: () => toast(t("avatar.removed")),
  });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    choose(event.dataTransfer.files[0] ?? null);
  };
  const refusal = chosen ? refusalOf(chosen.file) : null;
  const shown = chosen && !refusal ? { ...account, avatarUrl: chosen.url } : account;
  return (
    <Input.Wrapper label={t("avatar.label")} description={t("avatar.description")}>
      <div className={classes.avatar} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <NamespaceAvatar namespace={shown} size={72} />
        <div className={classes.avatarActions}>
          {chosen && !refusal ? (
            <>
              <Button
                loading={setAvatar.isPending}
                onClick={() => setAvatar.mutate({ body: chosen.file })}
              >
                {t("avatar.use")}
              </Button>
              <Button variant="default" onClick={() => choose(null)}>
                {t("app:cancel")}
              </Button>
            </>
          ) : (
            <>
              <FileButton onChange={choose} accept={TYPES.join(",")}>
                {(props) => (
                  <Button {...props} variant="default">
                    {t("avatar.choose")}
                  </Button>
                )}
              </FileButton>
              {account.avatarUrl ? (
                <Button
                  variant="subtle"
                  color="gray"
                  loading={removeAvatar.isPending}
                  onClick={() => removeAvatar.mutate(undefined)}
                >
                  {t("avatar.remove")}
                </Button>
              ) : null}
            </>
          )}
        </div>
      </div>
      {refusal ? <Input.Error mt="xs">{t(refusal)}</Input.Error> : null}
      <ProblemAlert error={setAvatar.error ?? removeAvatar.error} />
    </Input.Wrapper>
  );
}

function refusalOf(file: File) {
  if (!TYPES.includes(file.type)) return "avatar.wrongType" as const;
  return file.size > MAX_BYTES ? ("avatar.tooLarge" as const) : null;
}

/** A picture of this device and an address to show it by, freed when it is no longer shown. */
function useChosenPicture() {
  const [chosen, setChosen] = useState<{ file: File; url: string } | null>(null);
  useEffect(() => {
    if (chosen) return () => URL.revokeObjectURL(chosen.url);
    return undefined;
  }, [chosen]);
  const choose = (file: File | null) => setChosen(file && { file, url: URL.createObjectURL(file) });
  return { chosen, choose };
}

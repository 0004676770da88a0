import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AdministeredAccount } from "#contract/accounts/administration-endpoints.ts";
import { useChange } from "../../app/gallery.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";

type IdentityDialogProps = {
  account: Pick<AdministeredAccount, "name" | "identityVerifiedAt">;
  isOpen: boolean;
  onClose: () => void;
};

/** ACC-10: says that it is known who somebody is, or takes that back. */
export function IdentityDialog({ account, isOpen, onClose }: IdentityDialogProps) {
  const { t } = useTranslation("account-life");
  return (
    <Modal opened={isOpen} onClose={onClose} title={t("console.verifyOf", { name: account.name })}>
      <IdentityForm account={account} onClose={onClose} />
    </Modal>
  );
}

function IdentityForm({ account, onClose }: Omit<IdentityDialogProps, "isOpen">) {
  const { t } = useTranslation(["account-life", "app"]);
  const { name, identityVerifiedAt } = account;
  const isVerified = identityVerifiedAt !== null;
  const [source, setSource] = useState("");
  const set = useChange("accounts.set-identity", {
    stale: ["accounts.list-accounts"],
    onSuccess: () => {
      toast(t(isVerified ? "console.isUnset" : "console.isSet", { name }));
      onClose();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        set.mutate({ params: { account: name }, body: { isVerified: !isVerified, source } });
      }}
    >
      <Stack>
        <Text>{t("console.verifyText", { name })}</Text>
        {isVerified ? null : (
          <TextInput
            label={t("console.source")}
            description={t("console.sourceText")}
            maxLength={64}
            value={source}
            onChange={(event) => setSource(event.currentTarget.value)}
          />
        )}
        <ProblemAlert error={set.error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("app:cancel")}
          </Button>
          <Button type="submit" loading={set.isPending}>
            {t(isVerified ? "console.unset" : "console.set")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

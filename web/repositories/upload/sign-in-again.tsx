import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useChange } from "../../app/gallery.ts";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";

type SignInAgainProps = {
  isOpen: boolean;
  /** Whose files are on their way: sessions belong to one account. */
  account: string;
  onSignedIn: () => void;
};

/** The session has ended in the middle: signing in here, nothing of the page is lost. */
export function SignInAgain({ isOpen, account, onSignedIn }: SignInAgainProps) {
  const { t } = useTranslation("uploads");
  return (
    <Modal
      opened={isOpen}
      onClose={() => undefined}
      withCloseButton={false}
      title={t("signInAgain")}
      centered
    >
      <SignInForm account={account} onSignedIn={onSignedIn} />
    </Modal>
  );
}

function SignInForm({ account, onSignedIn }: Omit<SignInAgainProps, "isOpen">) {
  const { t } = useTranslation(["uploads", "accounts", "app"]);
  const queryClient = useQueryClient();
  const form = useForm({ initialValues: { password: "" } });
  const problems = useFieldProblems(form, ["password"], { "credentials-wrong": "password" });
  const signIn = useChange("accounts.sign-in", {
    onSuccess: async () => {
      onSignedIn();
      await queryClient.invalidateQueries();
    },
  });
  return (
    <form
      onSubmit={form.onSubmit(({ password }) => {
        problems.clear();
        signIn.mutate({ body: { login: account, password } }, { onError: problems.onError });
      })}
    >
      <Stack>
        <Text>{t("signInAgainText")}</Text>
        <TextInput
          label={t("accounts:signIn.login")}
          value={account}
          readOnly
          autoComplete="username"
        />
        <PasswordInput
          label={t("accounts:password.label")}
          autoComplete="current-password"
          maxLength={512}
          data-autofocus
          visibilityToggleButtonProps={{ "aria-label": t("accounts:password.show") }}
          {...form.getInputProps("password")}
        />
        <ProblemAlert error={problems.unplaced} />
        <Group justify="flex-end">
          <Button type="submit" loading={signIn.isPending}>
            {t("signInAndGoOn")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

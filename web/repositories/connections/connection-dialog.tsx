import { Button, Checkbox, Group, PasswordInput, Radio, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Connection } from "#contract/repositories/connection.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { type ConnectionForm, useConnectionForm } from "./use-connection-form.ts";

type DialogProps = { connection?: Connection; onClose: () => void };

/** A new connection, or the fields of one that is there; its secret is never shown. */
export function ConnectionDialog({ connection, onClose }: DialogProps) {
  const { t } = useTranslation("buckets");
  const title = connection ? t("editOf", { name: connection.name }) : t("add");
  return (
    <Dialog onClose={onClose} size="lg" title={title} closeOnClickOutside={false}>
      <Form {...(connection === undefined ? {} : { connection })} onClose={onClose} />
    </Dialog>
  );
}

function Form({ connection, onClose }: DialogProps) {
  const { t } = useTranslation(["buckets", "app"]);
  const { form, save, error, isRunning } = useConnectionForm(connection, onClose);
  return (
    <form onSubmit={form.onSubmit(save)} noValidate>
      <Stack>
        <TextInput
          label={t("name")}
          description={t("nameText")}
          maxLength={128}
          required
          data-autofocus
          {...form.getInputProps("name")}
        />
        <PlaceFields form={form} />
        <TextInput
          label={t("accessKeyId")}
          autoComplete="off"
          spellCheck={false}
          required
          {...form.getInputProps("accessKeyId")}
        />
        <PasswordInput
          label={t("secret")}
          description={t(connection ? "secretKept" : "secretText")}
          autoComplete="off"
          required={connection === undefined}
          {...form.getInputProps("secretAccessKey")}
        />
        <ProblemAlert error={error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("app:cancel")}
          </Button>
          <Button type="submit" loading={isRunning}>
            {t(connection ? "app:save" : "add")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function PlaceFields({ form }: { form: ConnectionForm }) {
  const { t } = useTranslation("buckets");
  const isAmazon = form.values.provider === "amazon";
  return (
    <>
      <Radio.Group
        label={t("provider")}
        value={form.values.provider}
        onChange={(value) => {
          const provider = value === "amazon" ? "amazon" : "other";
          form.setValues({ provider, isPathStyle: provider === "other" });
        }}
      >
        <Group mt="xs">
          <Radio value="other" label={t("providers.other")} />
          <Radio value="amazon" label={t("providers.amazon")} />
        </Group>
      </Radio.Group>
      {isAmazon ? null : (
        <TextInput
          label={t("endpoint")}
          description={t("endpointText")}
          inputMode="url"
          spellCheck={false}
          required
          {...form.getInputProps("endpoint")}
        />
      )}
      <TextInput
        label={t("region")}
        spellCheck={false}
        required
        {...form.getInputProps("region")}
      />
      <TextInput
        label={t("bucket")}
        spellCheck={false}
        required
        {...form.getInputProps("bucket")}
      />
      <TextInput
        label={t("prefix")}
        description={t("prefixText")}
        spellCheck={false}
        {...form.getInputProps("prefix")}
      />
      <Checkbox
        label={t("pathStyle")}
        description={t("pathStyleText")}
        {...form.getInputProps("isPathStyle", { type: "checkbox" })}
      />
    </>
  );
}

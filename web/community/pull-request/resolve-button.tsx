import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useChange } from "../../app/gallery.ts";
import { toast } from "../../ui/toast.ts";
import { STALE_AFTER_MERGING } from "../stale-answers.ts";
import { useThreadAddress } from "../thread/use-thread.ts";
import { WriteProblem } from "../writing/write-problem.tsx";

/** Takes the base branch into the pull request: its author says whose files stay. */
export function ResolveButton({ branch }: { branch: string }) {
  const { t } = useTranslation("community");
  const [isOpen, dialog] = useDisclosure(false);
  const { num } = useThreadAddress();
  return (
    <>
      <Button onClick={dialog.open}>{t("merge.resolve")}</Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={t("merge.resolveTitle", { branch, num })}
        centered
      >
        <ResolveForm branch={branch} onClose={dialog.close} />
      </Modal>
    </>
  );
}

function ResolveForm({ branch, onClose }: { branch: string; onClose: () => void }) {
  const { t } = useTranslation(["community", "app"]);
  const params = useThreadAddress();
  const [keep, setKeep] = useState<"own" | "base">("own");
  const update = useChange("community.update-pull-request", {
    stale: STALE_AFTER_MERGING,
    onSuccess: () => {
      onClose();
      toast(t("merge.resolved"));
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    update.mutate({ params, body: { keep } });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Radio.Group
          value={keep}
          onChange={(value) => setKeep(value === "base" ? "base" : "own")}
          label={<Text component="span">{t("merge.resolveText", { branch })}</Text>}
        >
          <Stack gap="xs" mt="sm">
            <Radio value="own" label={t("merge.keepOwn")} />
            <Radio value="base" label={t("merge.keepBase", { branch })} />
          </Stack>
        </Radio.Group>
        <Text c="dimmed" size="sm">
          {t("merge.resolveAfter")}
        </Text>
        <WriteProblem error={update.error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("app:cancel")}
          </Button>
          <Button type="submit" loading={update.isPending}>
            {t("merge.resolve")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

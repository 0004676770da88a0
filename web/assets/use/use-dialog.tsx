import { Anchor, Modal, Tabs, Text } from "@mantine/core";
import { Trans, useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { useSite } from "../../app/session.ts";
import { CodeBlock } from "../../ui/code-block.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { writeSnippets } from "./snippets.ts";

type UseDialogProps = {
  asset: Asset;
  /** Of a version; the default branch when absent. */
  revision?: string;
  isOpen: boolean;
  onClose: () => void;
};

/** Code for each client library, with this gallery's address in it. */
export function UseDialog({ asset, revision, isOpen, onClose }: UseDialogProps) {
  const { t } = useTranslation("assets");
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t("use.title", {
        name: revision === undefined ? asset.fullName : `${asset.fullName} ${revision}`,
      })}
      size="xl"
    >
      <Snippets asset={asset} revision={revision} />
    </Modal>
  );
}

type SnippetsProps = { asset: Asset; revision: string | undefined };

function Snippets({ asset, revision }: SnippetsProps) {
  const { t } = useTranslation("assets");
  const url = useSite()?.url ?? window.location.origin;
  const snippets = writeSnippets(asset, url, revision);
  return (
    <>
      <Tabs defaultValue={snippets[0]?.id ?? null} keepMounted={false}>
        <Tabs.List mb="md">
          {snippets.map(({ id, name }) => (
            <Tabs.Tab key={id} value={id}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {snippets.map(({ id, code }) => (
          <Tabs.Panel key={id} value={id}>
            <CodeBlock code={code} />
            {id === "huggingface_hub" || id === "transformers" || id === "datasets" ? (
              <Text size="sm" c="dimmed" mt="xs">
                {t("use.endpointFirst")}
              </Text>
            ) : null}
          </Tabs.Panel>
        ))}
      </Tabs>
      {asset.visibility === "public" ? null : (
        <Text size="sm" c="dimmed" mt="xs">
          <Trans
            ns="assets"
            i18nKey="use.token"
            components={{ tokens: <Anchor component={PageLink} href="/settings/tokens" inherit /> }}
          />
        </Text>
      )}
    </>
  );
}

import { Anchor, Tabs, Text } from "@mantine/core";
import { Trans, useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { useSite } from "../../app/session.ts";
import { CodeBlock } from "../../ui/code-block.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { needsToken, writeSnippets } from "./snippets.ts";

type ClientCodeProps = {
  asset: Asset;
  /** Of a version; the default branch when undefined. */
  revision: string | undefined;
};

/** DIS-4: how each client library gets an asset, to copy; with a hint at the token where one is needed. */
export function ClientCode({ asset, revision }: ClientCodeProps) {
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
        {snippets.map(({ id, code, isPython }) => (
          <Tabs.Panel key={id} value={id}>
            <CodeBlock code={code} />
            {isPython ? (
              <Text size="sm" c="dimmed" mt="xs">
                {t("use.endpointFirst")}
              </Text>
            ) : null}
          </Tabs.Panel>
        ))}
      </Tabs>
      {needsToken(asset) ? (
        <Text size="sm" c="dimmed" mt="xs">
          <Trans
            ns="assets"
            i18nKey="use.token"
            components={{ tokens: <Anchor component={PageLink} href="/settings/tokens" inherit /> }}
          />
        </Text>
      ) : null}
    </>
  );
}

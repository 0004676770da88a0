import {
  localStorageColorSchemeManager,
  MantineProvider,
  mergeThemeOverrides,
} from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { theme } from "./theme.ts";

const colorSchemes = localStorageColorSchemeManager({ key: "gallery.color-scheme" });

/** Theme and colour scheme, with the words that Mantine's own buttons need. */
export function Look({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const close = t("close");
  const labelled = useMemo(
    () =>
      mergeThemeOverrides(theme, {
        components: { CloseButton: { defaultProps: { "aria-label": close } } },
      }),
    [close],
  );
  return (
    <MantineProvider
      theme={labelled}
      colorSchemeManager={colorSchemes}
      defaultColorScheme="auto"
      // Both would be style elements, which the Content-Security-Policy forbids.
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  );
}

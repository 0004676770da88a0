import { Outlet } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { SideLayout, SidePart } from "../ui/side-navigation.tsx";
import { CONSOLE_PARTS } from "./console-parts.ts";

/** PLT-4: what operators do, for administrators. */
export function ConsoleLayout() {
  const { t } = useTranslation("console");
  return (
    <SideLayout
      label={t("title")}
      parts={CONSOLE_PARTS.map(({ path, label, icon: PartIcon }) => (
        <SidePart
          key={path}
          href={`/console/${path}`}
          icon={<PartIcon size={17} stroke={1.7} aria-hidden="true" />}
        >
          {t(`parts.${label}`)}
        </SidePart>
      ))}
    >
      <Outlet />
    </SideLayout>
  );
}

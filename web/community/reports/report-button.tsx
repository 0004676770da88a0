import { Button } from "@mantine/core";
import { IconFlag } from "@tabler/icons-react";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReportTarget } from "#contract/community/report.ts";
import { useAccount } from "../../app/session.ts";

const ReportDialog = lazy(async () => ({
  default: (await import("./report-dialog.tsx")).ReportDialog,
}));

/** COM-5: reports whatever it stands beside. Visitors are sent to sign in first. */
export function ReportButton({ target }: { target: ReportTarget }) {
  const { t } = useTranslation("reports");
  const [isOpen, setOpen] = useState(false);
  const account = useAccount();
  const navigate = useNavigate();
  const here = useLocation({ select: ({ href }) => href });
  const open = () => {
    if (account) setOpen(true);
    else void navigate({ href: `/login?next=${encodeURIComponent(here)}` });
  };
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        ml={-8}
        leftSection={<IconFlag size={15} />}
        onClick={open}
      >
        {t("action")}
      </Button>
      {isOpen ? (
        <Suspense fallback={null}>
          <ReportDialog target={target} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

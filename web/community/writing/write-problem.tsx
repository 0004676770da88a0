import { Button } from "@mantine/core";
import { useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isProblem } from "#contract/problems.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";

/** Why something was not sent. Where the session has ended, the way back leads to the same text. */
export function WriteProblem({ error }: { error: unknown }) {
  const { t } = useTranslation("community");
  const here = useLocation({ select: (location) => location.href });
  return (
    <>
      <ProblemAlert error={error} />
      {isProblem(error, "not-signed-in") ? (
        <div>
          {/* A plain link: the page starts anew, and with it what it knows of the session. */}
          <Button component="a" href={`/login?next=${encodeURIComponent(here)}`}>
            {t("editor.signIn")}
          </Button>
        </div>
      ) : null}
    </>
  );
}

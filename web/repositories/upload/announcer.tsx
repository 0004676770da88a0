import { VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatExact } from "../../ui/format.ts";
import type { UploadSnapshot } from "./queue/upload-store.ts";

/** A screen reader is told of each such share of the files, not of every one. */
const STEPS = 10;

/** Says aloud how far it is, and when something needs a person. */
export function Announcer({ snapshot }: { snapshot: UploadSnapshot }) {
  const { t, i18n } = useTranslation("uploads");
  const { totals, line } = snapshot;
  const ready = totals.stored + totals.same + totals.kept;
  const problems = totals.failed + totals.refused + totals.missing;
  const step = totals.count === 0 ? 0 : Math.floor((ready / totals.count) * STEPS);
  const exact = (count: number) => formatExact(count, i18n.language);
  const words = [
    totals.count > 0
      ? t("files", { count: totals.count, stored: exact(ready), all: exact(totals.count) })
      : "",
    problems > 0 ? t("problems", { count: problems, shown: exact(problems) }) : "",
    line.kind === "offline" ? t("line.offline") : "",
    line.kind === "down" ? t("line.down") : "",
    totals.paused > 0 && totals.running === 0 ? t("states.paused") : "",
  ];
  // The words follow these; between them the numbers move without being said.
  const moment = [step, totals.count, problems, line.kind, totals.running === 0].join(" ");
  const now = words.filter(Boolean).join(". ");
  const [said, setSaid] = useState({ moment: "", words: "" });
  if (said.moment !== moment) setSaid({ moment, words: now });
  return (
    <VisuallyHidden component="output" aria-live="polite">
      {said.words}
    </VisuallyHidden>
  );
}

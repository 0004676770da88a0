import { useTranslation } from "react-i18next";
import type { TensorFinding } from "#contract/repositories/tensor-table.ts";
import { formatExact } from "../../../../ui/format.ts";
import { Findings } from "../name-table/findings.tsx";

/** What the header says that does not fit the file. */
export function TensorFindings({ findings }: { findings: readonly TensorFinding[] }) {
  const { t, i18n } = useTranslation("previews-tensors");
  const texts = findings.map(({ code, count, example }) =>
    t(`findings.${code}`, { count, shown: formatExact(count, i18n.language), example }),
  );
  return <Findings texts={texts} />;
}

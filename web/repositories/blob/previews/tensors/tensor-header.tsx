import { useTranslation } from "react-i18next";
import type { TensorSummary } from "#contract/repositories/tensor-table.ts";
import { formatExact } from "../../../../ui/format.ts";
import { Bytes, Count } from "../../../../ui/values.tsx";
import { Total, Totals } from "../name-table/totals.tsx";
import { DtypeBar } from "./dtype-bar.tsx";

/** The numbers by which a model is known, and how its bytes are spread over types. */
export function TensorHeader({ summary }: { summary: TensorSummary }) {
  const { t, i18n } = useTranslation("previews-tensors");
  const { totals, shards, graph } = summary;
  return (
    <>
      <Totals>
        <Total label={t("parameters")}>
          <Count value={totals.parameters} />
        </Total>
        <Total label={t("tensors")}>{formatExact(totals.tensors, i18n.language)}</Total>
        <Total label={t("size")}>
          <Bytes value={totals.sizeBytes} />
        </Total>
        {shards ? (
          <Total label={t("files")}>{formatExact(shards.length, i18n.language)}</Total>
        ) : null}
        {graph ? (
          <Total label={t("nodes")}>{formatExact(graph.nodeCount, i18n.language)}</Total>
        ) : null}
        <Total label={t("format")}>{t(`formats.${summary.format}`)}</Total>
      </Totals>
      <DtypeBar totals={totals} />
    </>
  );
}

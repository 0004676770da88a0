import { useTranslation } from "react-i18next";
import type { TensorTotals } from "#contract/repositories/tensor-table.ts";
import { formatCount, formatExact } from "../../../../ui/format.ts";
import { Bytes } from "../../../../ui/values.tsx";
import classes from "./tensors.module.css";

/** More types share the last colour. */
const COLOURS = 6;

/** How parameters are spread over types; of quantised types, the bits that each really takes. */
export function DtypeBar({ totals }: { totals: TensorTotals }) {
  const { t, i18n } = useTranslation("previews-tensors");
  const { dtypes, parameters } = totals;
  if (parameters === 0) return null;
  return (
    <div className={classes.dtypes}>
      <div className={classes.bar} aria-hidden="true">
        {dtypes.map((dtype, index) => (
          <span
            key={dtype.dtype}
            className={classes.piece}
            data-colour={Math.min(index, COLOURS - 1)}
            style={{ flexGrow: dtype.parameters / parameters }}
          />
        ))}
      </div>
      <ul className={classes.legend}>
        {dtypes.map((dtype, index) => (
          <li key={dtype.dtype}>
            <span
              className={classes.dot}
              data-colour={Math.min(index, COLOURS - 1)}
              aria-hidden="true"
            />
            <strong>{dtype.dtype}</strong>
            <span
              className={classes.quiet}
              title={t("tensorCount", {
                count: dtype.tensors,
                shown: formatExact(dtype.tensors, i18n.language),
              })}
            >
              {formatCount(dtype.parameters, i18n.language)}
              {dtype.sizeBytes === null ? null : (
                <>
                  {" · "}
                  <Bytes value={dtype.sizeBytes} />
                  {dtype.parameters > 0 ? ` · ${bitsOf(dtype, t, i18n.language)}` : ""}
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

type Dtype = TensorTotals["dtypes"][number];
type Translate = ReturnType<typeof useTranslation<"previews-tensors">>["t"];

function bitsOf({ sizeBytes, parameters }: Dtype, t: Translate, language: string): string {
  const bits = (8 * (sizeBytes ?? 0)) / parameters;
  const shown = new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(bits);
  return t("bits", { shown });
}

import { useTranslation } from "react-i18next";
import type { TensorSummary } from "#contract/repositories/tensor-table.ts";
import { formatShape } from "./format-shape.ts";
import classes from "./tensors.module.css";

/** What the header says beside its tensors; of a graph, its inputs and outputs first. */
export function MetadataTable({ summary }: { summary: TensorSummary }) {
  const { t } = useTranslation("previews-tensors");
  const { graph, metadata } = summary;
  return (
    <>
      {graph ? (
        <>
          <Ports title={t("inputs")} ports={graph.inputs} />
          <Ports title={t("outputs")} ports={graph.outputs} />
        </>
      ) : null}
      {metadata.length > 0 ? (
        <dl className={classes.metadata}>
          {metadata.map(({ key, type, value, isCut }, index) => (
            <div key={`${index}:${key}`} className={classes.entry}>
              <dt>
                {key}
                <span className={classes.quiet}>{type}</span>
              </dt>
              <dd>
                {value}
                {isCut ? <span className={classes.quiet}> … {t("cut")}</span> : null}
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  );
}

type Ports = NonNullable<TensorSummary["graph"]>["inputs"];

function Ports({ title, ports }: { title: string; ports: Ports }) {
  const { t } = useTranslation("previews-tensors");
  if (ports.length === 0) return null;
  return (
    <section className={classes.ports}>
      <h3>{title}</h3>
      <ul>
        {ports.map(({ name, dtype, shape }, index) => (
          <li key={`${index}:${name}`}>
            <code>{name}</code>
            <span className={classes.quiet}>
              {[dtype, formatShape(shape) || t("scalar")].filter(Boolean).join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

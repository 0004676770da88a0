import { useTranslation } from "react-i18next";
import type { TensorRow as Row } from "#contract/repositories/tensor-table.ts";
import { Bytes, Count } from "../../../../ui/values.tsx";
import { depthStyle } from "../name-table/branch.tsx";
import classes from "../name-table/name-table.module.css";
import { formatShape } from "./format-shape.ts";

type Tensor = Extract<Row, { type: "tensor" }>;

type TensorRowProps = {
  tensor: Tensor;
  /** In a tree, the beginning of the name that the rows above say. */
  above?: { module: string; depth: number };
};

export function TensorRow({ tensor, above }: TensorRowProps) {
  const { t } = useTranslation("previews-tensors");
  const title = tensor.file === null ? tensor.name : `${tensor.name}\n${tensor.file}`;
  return (
    <li
      className={classes.row}
      data-leaf={above ? true : undefined}
      style={depthStyle(above?.depth ?? 0)}
    >
      <span className={classes.name} title={title}>
        <span className={classes.text}>
          {tensor.name.slice(above?.module.length) || t("nameless")}
        </span>
      </span>
      <span className={classes.code}>{formatShape(tensor.shape) || t("scalar")}</span>
      <span className={classes.code}>{tensor.dtype}</span>
      <span className={classes.number}>
        <Count value={tensor.parameters} />
      </span>
      <span className={classes.number}>
        {tensor.sizeBytes === null ? "–" : <Bytes value={tensor.sizeBytes} />}
      </span>
    </li>
  );
}

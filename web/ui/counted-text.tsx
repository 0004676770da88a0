import { Textarea, type TextareaProps, TextInput, type TextInputProps } from "@mantine/core";
import { codePoints } from "#contract/names.ts";
import classes from "./counted-text.module.css";

type Counted = {
  value: string;
  /** The most Unicode code points, as the server counts them. */
  max: number;
};

/** A line of text that says how much of its length is used. */
export function CountedInput({ max, label, ...props }: TextInputProps & Counted) {
  return (
    <TextInput
      {...props}
      classNames={{ label: classes.label ?? "" }}
      label={<CountedLabel label={label} value={props.value} max={max} />}
    />
  );
}

/** The same for longer text. */
export function CountedTextarea({ max, label, ...props }: TextareaProps & Counted) {
  return (
    <Textarea
      {...props}
      classNames={{ label: classes.label ?? "" }}
      label={<CountedLabel label={label} value={props.value} max={max} />}
    />
  );
}

function CountedLabel({ label, value, max }: Counted & { label: TextInputProps["label"] }) {
  const used = codePoints(value.trim());
  return (
    <>
      {label}
      <span className={classes.count} data-over={used > max || undefined} aria-hidden="true">
        {used} / {max}
      </span>
    </>
  );
}

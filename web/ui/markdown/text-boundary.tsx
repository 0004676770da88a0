import { Component, type ReactNode } from "react";
import classes from "./markdown.module.css";

type TextBoundaryProps = { source: string; children: ReactNode };
type TextBoundaryState = { source: string; hasFailed: boolean };

/**
 * Shows a text as it was written where it cannot be shown as Markdown: HTML may be nested so deeply
 * that nothing can walk it, and one such text must not take the page with it.
 */
export class TextBoundary extends Component<TextBoundaryProps, TextBoundaryState> {
  override state: TextBoundaryState = { source: this.props.source, hasFailed: false };

  static getDerivedStateFromError(): Partial<TextBoundaryState> {
    return { hasFailed: true };
  }

  /** Another text is another chance. */
  static getDerivedStateFromProps(
    { source }: TextBoundaryProps,
    state: TextBoundaryState,
  ): TextBoundaryState | null {
    return source === state.source ? null : { source, hasFailed: false };
  }

  override render(): ReactNode {
    const { source, children } = this.props;
    return this.state.hasFailed ? <PlainText source={source} /> : children;
  }
}

/** A text as it was written. */
export function PlainText({ source }: { source: string }) {
  return <div className={classes.plain}>{source}</div>;
}

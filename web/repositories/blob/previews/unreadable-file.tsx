import { isProblem } from "#contract/problems.ts";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { ErrorState } from "../../../ui/error-state.tsx";
import { NothingShown } from "./nothing-shown.tsx";
import { useUnreadableText } from "./unreadable-text.ts";

type UnreadableFileProps = { file: FileDetail; error: unknown; onRetry: () => void };

/** Why nothing of a file can be shown, and the download. */
export function UnreadableFile({ file, error, onRetry }: UnreadableFileProps) {
  const textOf = useUnreadableText();
  const text = textOf(error);
  if (text === undefined || !isProblem(error))
    return <ErrorState error={error} onRetry={onRetry} />;
  return <NothingShown file={file} reason={text} />;
}

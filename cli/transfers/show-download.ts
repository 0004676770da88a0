import { downloadFile, type DownloadedFile, type DownloadFileOptions } from "#sdk/node/index.ts";
import type { ProgressDisplay } from "../progress/progress-display.ts";

/** Downloads a file and shows how it goes. @param label `Download 1/4 config.json` */
export async function showDownload(
  display: ProgressDisplay,
  label: string,
  options: Omit<DownloadFileOptions, "onProgress">,
): Promise<DownloadedFile> {
  const bar = display.start(label, options.file.sizeBytes);
  try {
    const done = await downloadFile({
      ...options,
      onProgress(event) {
        if (event.type === "received") bar.update(event.receivedBytes);
        else if (event.type === "retrying") bar.note(`retry ${event.attempt}`);
        else bar.note(event.type === "waiting" ? "another process has it" : "verifying");
      },
    });
    bar.finish(done.wasThere ? "already here" : undefined);
    return done;
  } catch (error) {
    bar.stop();
    throw error;
  }
}

import { useQuery } from "@tanstack/react-query";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { readProblem } from "#sdk/index.ts";
import { contentHref } from "../../../app/addresses.ts";
import { gallery } from "../../../app/gallery.ts";
import { useSite } from "../../../app/session.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";

type PackedText = {
  text: string;
  /** Of what is shown, unpacked. */
  sizeBytes: number;
  /** There is more. */
  isCut: boolean;
};

/** The beginning of a text that is packed by gzip, as much as other texts are shown of. */
export function usePackedText(file: FileDetail) {
  const limitBytes = useSite()?.limits.previewBytes ?? 0;
  const href = contentHref(addressOf(useAsset()), { revision: file.commit, path: file.path });
  return useQuery<PackedText>({
    queryKey: ["packed-text", href, limitBytes],
    queryFn: async ({ signal }) => {
      const response = await gallery.request(href, { signal });
      if (!response.ok || response.body === null) throw await readProblem(response);
      return readBeginning(response.body.pipeThrough(new DecompressionStream("gzip")), limitBytes);
    },
    // A commit's bytes never change, and what does not unpack once never does.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** A few bytes may unpack to gigabytes: no more is read than is shown. */
async function readBeginning(
  stream: ReadableStream<Uint8Array>,
  limitBytes: number,
): Promise<PackedText> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let sizeBytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode(), sizeBytes, isCut: false };
    const fitting = value.subarray(0, limitBytes - sizeBytes);
    text += decoder.decode(fitting, { stream: true });
    sizeBytes += fitting.length;
    if (fitting.length === value.length) continue;
    await reader.cancel();
    return { text, sizeBytes, isCut: true };
  }
}

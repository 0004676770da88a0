import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Address } from "#contract/fields.ts";
import type { Upload } from "#contract/repositories/repository.ts";
import { gallery } from "../../../app/gallery.ts";
import { isBundlePath } from "../sending/bundle.ts";
import { type PageUploads, repositoryKey } from "../use-upload-queue.ts";
import { listOwnUploads } from "./recall-visit.ts";
import type { Visit } from "./visit.ts";
import { heldVisits } from "./visit-lock.ts";

export type OpenVisits = {
  list: readonly Visit[];
  /** Those that another tab works at now. */
  held: ReadonlySet<string>;
  /** The server's own list, without what a visit of this browser knows. */
  uploads: readonly Upload[];
  discard: (visit: Visit) => void;
  /** A visit has been taken over: its files are this one's now. */
  forget: (visit: Visit) => Promise<void>;
};

type Options = { address: Address; branch: string; account: string; uploads: PageUploads };

const KEY = ["upload-visits"];
const NONE = { list: [], held: new Set<string>(), uploads: [] };

/** What is left from before, in this browser and on the server. */
export function useVisits({ address, branch, account, uploads }: Options): OpenVisits {
  const queryClient = useQueryClient();
  const { keeper, visits } = uploads;
  const { data = NONE } = useQuery({
    queryKey: [...KEY, address, branch, account],
    queryFn: async () => {
      const store = await visits;
      const all = (await store?.list(repositoryKey(address))) ?? [];
      const own = all.filter((visit) => visit.account === account && visit.id !== keeper.id);
      const known = new Set<string>();
      for (const { id } of own) {
        for (const { uploadId } of (await store?.filesOf(id)) ?? [])
          if (uploadId) known.add(uploadId);
      }
      const left = await listOwnUploads(address);
      return {
        list: own.filter((visit) => visit.branch === branch),
        held: await heldVisits(),
        uploads: left.filter(({ id, path }) => !known.has(id) && !isBundlePath(path)),
      };
    },
    // It is what was left before this visit: the queue itself knows of the rest.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const refresh = () => queryClient.invalidateQueries({ queryKey: KEY });
  const forget = async ({ id }: Visit) => {
    await (await visits)?.remove(id);
    await refresh();
  };
  const discard = async (visit: Visit) => {
    const store = await visits;
    const files = (await store?.filesOf(visit.id)) ?? [];
    const ids = new Set(
      files.flatMap(({ uploadId, place }) => [
        ...(uploadId === undefined ? [] : [uploadId]),
        ...(place && "uploadId" in place ? [place.uploadId] : []),
      ]),
    );
    await forget(visit);
    for (const upload of ids) {
      const params = { ...address, upload };
      await gallery.call("repositories.cancel-upload", { params }).catch(() => undefined);
    }
  };
  return { ...data, forget, discard: (visit) => void discard(visit) };
}

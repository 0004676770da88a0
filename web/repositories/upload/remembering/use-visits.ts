import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Address } from "#contract/fields.ts";
import type { Upload } from "#contract/repositories/repository.ts";
import { gallery } from "../../../app/gallery.ts";
import { isBundlePath } from "../sending/bundle.ts";
import { type PageUploads, repositoryKey } from "../use-upload-queue.ts";
import { listOwnUploads, stillKnown } from "./recall-visit.ts";
import type { Remembered, Visit } from "./visit.ts";
import { heldVisits } from "./visit-lock.ts";
import type { VisitStore } from "./visit-store.ts";

export type OpenVisits = {
  list: readonly Visit[];
  /** Those that another tab works at now. */
  held: ReadonlySet<string>;
  /** What is known of the files of visits that no tab works at, by the visit's id. */
  files: ReadonlyMap<string, readonly Remembered[]>;
  /** The server's own list, without what a visit of this browser knows. */
  uploads: readonly Upload[];
  discard: (visit: Visit) => void;
  /** Its files are another visit's now. */
  forget: (id: string) => Promise<void>;
};

type Options = { address: Address; branch: string; account: string; uploads: PageUploads };

const KEY = ["upload-visits"];
const NONE = {
  list: [],
  held: new Set<string>(),
  files: new Map<string, readonly Remembered[]>(),
  uploads: [],
};

/** What is left from before, in this browser and on the server. */
export function useVisits({ address, branch, account, uploads }: Options): OpenVisits {
  const queryClient = useQueryClient();
  const { keeper, visits } = uploads;
  const { data = NONE } = useQuery({
    queryKey: [...KEY, address, branch, account],
    queryFn: async () => {
      const here = { address, branch, account, own: keeper.id };
      return readVisits(await visits, here);
    },
    // It is what was left before this visit: the queue itself knows of the rest.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const forget = async (id: string) => {
    await (await visits)?.remove(id);
    await queryClient.invalidateQueries({ queryKey: KEY });
  };
  const discard = async ({ id }: Visit) => {
    const sessions = (data.files.get(id) ?? []).flatMap(sessionsOf);
    await forget(id);
    for (const upload of new Set(sessions)) {
      const params = { ...address, upload };
      // The session ends by itself some days later where this does not reach the server.
      await gallery.call("repositories.cancel-upload", { params }).catch(() => undefined);
    }
  };
  return { ...data, forget, discard: (visit) => void discard(visit) };
}

type Here = Omit<Options, "uploads"> & { own: string };

async function readVisits(
  store: VisitStore | undefined,
  { address, branch, account, own }: Here,
): Promise<Omit<OpenVisits, "discard" | "forget">> {
  const all = (await store?.list(repositoryKey(address))) ?? [];
  const [left, held] = await Promise.all([listOwnUploads(address), heldVisits()]);
  const known = new Set<string>();
  const files = new Map<string, readonly Remembered[]>();
  for (const visit of all) {
    if (visit.account !== account) continue;
    const remembered = (await store?.filesOf(visit.id)) ?? [];
    for (const id of remembered.flatMap(sessionsOf)) known.add(id);
    if (visit.id === own || held.has(visit.id) || visit.branch !== branch) continue;
    const still = await stillKnown(address, remembered, left);
    // Committed, and the page was gone before that was written down.
    const isOver = visit.storedCount > 0 && still.flatMap(sessionsOf).length === 0;
    if (isOver) await store?.remove(visit.id);
    else files.set(visit.id, still);
  }
  const isListed = (visit: Visit) =>
    files.has(visit.id) ||
    (held.has(visit.id) &&
      visit.account === account &&
      visit.branch === branch &&
      visit.id !== own);
  return {
    list: all.filter(isListed),
    held,
    files,
    uploads: left.filter(({ id, path }) => !known.has(id) && !isBundlePath(path)),
  };
}

function sessionsOf({ uploadId, place }: Remembered): string[] {
  const inPlace = place !== undefined && "uploadId" in place ? [place.uploadId] : [];
  return uploadId === undefined ? inPlace : [uploadId, ...inPlace];
}

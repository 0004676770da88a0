import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import { requireAccount, type SignedIn } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import {
  findRepository,
  isWritingCredential,
  type Repository,
  requireRight,
  type RightLevel,
} from "../repositories/index.ts";
import { type BoardRow, findBoard } from "./store/boards.ts";

/** A repository whose threads the viewer may read. */
export type Place = { repository: Repository; level: RightLevel; board: BoardRow };

/** @throws {Problem} `not-found` for those who may not know of it; `forbidden`, `not-signed-in`. */
export async function findPlace(
  ctx: RequestContext,
  address: Address,
  right: "read" | "write" = "read",
): Promise<Place> {
  const found = await findRepository(ctx, address);
  const repository = requireRight(ctx, { address, found, right });
  return {
    repository,
    level: found?.level ?? 0,
    board: await findBoard(ctx.db, repository.id),
  };
}

/** The viewer as somebody who may write here, if only beside the repository. */
export function requireParticipant(ctx: RequestContext, { repository }: Place): SignedIn {
  const viewer = requireAccount(ctx);
  if (isWritingCredential(viewer, repository.id)) return viewer;
  throw problem("token-scope-too-small", {
    detail: "This needs a token that may write to this repository",
  });
}

/** @throws {Problem} `discussions-off`. */
export function requireOpenBoard({ board, repository }: Place): void {
  if (board.isOpen) return;
  const { ownerName, name } = repository;
  throw problem("discussions-off", {
    detail: `The owner of ${ownerName}/${name} has switched discussions and pull requests off`,
  });
}

import type { Context } from "../../context.ts";
import { sumCopies } from "../store/whole-copies.ts";

/** Bytes that whole copies of chunked contents take in the store. */
export function sumWholeCopies({ db }: Pick<Context, "db">): Promise<number> {
  return sumCopies(db);
}

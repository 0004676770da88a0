import { useCall } from "../../app/gallery.ts";
import { useThreadAddress } from "../thread/use-thread.ts";

/** Commits, files and conflicts of this pull request. */
export function useChanges() {
  return useCall("community.get-pull-request-changes", { params: useThreadAddress() });
}

/** The program of the page: the client as a bundler finds it, and the operations of the table. */
import * as hub from "@huggingface/hub";
import { readRepositories, runHubOperations } from "./hub-operations.mjs";

Object.assign(globalThis, {
  hubClient: {
    /**
     * @param {import("./hub-operations.mjs").Person} person
     * @param {string[]} paths of the files that others read afterwards
     * @param {string} address where they lie
     */
    async run(person, paths, address) {
      const files = await Promise.all(
        paths.map(async (path) => {
          const segments = [person.prefix, ...path.split("/")].map(encodeURIComponent);
          const answer = await fetch(`${address}/${segments.join("/")}`);
          return { path, content: await answer.blob() };
        }),
      );
      return runHubOperations(hub, person, files);
    },
    /**
     * @param {{ hubUrl: string, accessToken: string }} as
     * @param {{ type: "model" | "dataset", name: string }[]} repos
     */
    read: (as, repos) => readRepositories(hub, as, repos),
  },
});

/**
 * The operations of the table by @huggingface/hub, in Node and in a browser alike: whatever it needs
 * of its surroundings it is given.
 *
 * @typedef {typeof import("@huggingface/hub")} Hub
 * @typedef {{ hubUrl: string, accessToken: string, user: string, prefix: string }} Person
 * @typedef {{ operation: string, error: string | null }} Outcome
 * @typedef {{ path: string, content: Blob }} SharedFile
 */

const LARGE_BYTES = 11_000_000;

/**
 * @param {Hub} hub
 * @param {Person} person
 * @param {SharedFile[]} sharedFiles what others read afterwards
 * @returns {Promise<Outcome[]>}
 */
export async function runHubOperations(hub, { hubUrl, accessToken, user, prefix }, sharedFiles) {
  const as = { hubUrl, accessToken };
  const name = `${user}/${prefix}`;
  const repo = /** @type {const} */ ({ type: "model", name });
  const shared = /** @type {const} */ ({ type: "model", name: `${name}-shared` });
  const large = noise(LARGE_BYTES);
  /** @type {Outcome[]} */
  const outcomes = [];
  /** @param {string} operation @param {() => Promise<void>} run */
  const operate = async (operation, run) => {
    try {
      await run();
      outcomes.push({ operation, error: null });
    } catch (error) {
      outcomes.push({ operation, error: error instanceof Error ? error.message : String(error) });
    }
  };
  /** @param {string} path @param {string | Uint8Array<ArrayBuffer>} content */
  const upload = (path, content) =>
    hub.uploadFile({ ...as, repo, file: { path, content: new Blob([content]) } });
  /** @param {string} path @param {string} [revision] */
  const read = async (path, revision = "main") => {
    const blob = await hub.downloadFile({ ...as, repo, path, revision });
    if (blob === null) throw new Error(`there is no ${path}`);
    return new Uint8Array(await blob.arrayBuffer());
  };
  /** @param {import("@huggingface/hub").RepoDesignation} from */
  const pathsOf = async (from) => {
    const paths = [];
    for await (const entry of hub.listFiles({ ...as, repo: from, recursive: true })) {
      if (entry.type === "file") paths.push(entry.path);
    }
    return paths.toSorted();
  };
  const commits = () => hub.countCommits({ ...as, repo });

  await operate("whoami", async () => expect((await hub.whoAmI(as)).name, user));
  await operate("create", async () => {
    await hub.createRepo({ ...as, repo });
    await hub.createRepo({ ...as, repo: shared });
  });
  await operate("create-again", async () => {
    expect(await statusOf(hub.createRepo({ ...as, repo })), 409);
    expect(await hub.repoExists({ ...as, repo }), true);
  });
  await operate("info", async () => expect((await hub.modelInfo({ ...as, name })).name, name));
  await operate("upload-file", async () => void (await upload("a.txt", "one")));
  await operate("upload-folder", async () => {
    await hub.uploadFiles({ ...as, repo: shared, files: sharedFiles });
  });
  await operate("upload-large", async () => void (await upload("large.bin", large)));
  await operate("list", async () => {
    const listed = [];
    for await (const model of hub.listModels({ ...as, search: { owner: user } })) {
      listed.push(model.name);
    }
    expect(listed.includes(name), true);
  });
  await operate("list-files", async () => {
    const paths = [".gitattributes", ...sharedFiles.map(({ path }) => path)].toSorted();
    expect((await pathsOf(shared)).join(), paths.join());
  });
  await operate("download-file", async () => {
    expect(new TextDecoder().decode(await read("a.txt")), "one");
  });
  await operate("download-large", async () => expectBytes(await read("large.bin"), large));
  await operate("download-range", async () => {
    const blob = await hub.downloadFile({ ...as, repo, path: "large.bin" });
    const part = blob?.slice(5_000_000, 5_001_000);
    const bytes = new Uint8Array((await part?.arrayBuffer()) ?? new ArrayBuffer());
    expectBytes(bytes, large.subarray(5_000_000, 5_001_000));
  });
  await operate("delete-file", async () => {
    await upload("gone.txt", "gone");
    await hub.deleteFile({ ...as, repo, path: "gone.txt" });
    expect((await pathsOf(repo)).includes("gone.txt"), false);
  });
  await operate("branch", async () => {
    await hub.createBranch({ ...as, repo, branch: "feature/x" });
    expect(new TextDecoder().decode(await read("a.txt", "feature/x")), "one");
    await hub.deleteBranch({ ...as, repo, branch: "feature/x" });
  });
  await operate("commits", async () => {
    let listed = 0;
    for await (const commit of hub.listCommits({ ...as, repo, batchSize: 2 })) {
      if (commit.oid !== "") listed += 1;
    }
    expect(listed, await commits());
  });
  await operate("stale-parent", async () => {
    const { sha } = await hub.modelInfo({ ...as, name, additionalFields: ["sha"] });
    await upload("a.txt", "newer");
    const late = hub.commit({
      ...as,
      repo,
      title: "Late",
      ...(sha === undefined ? {} : { parentCommit: sha }),
      operations: [{ operation: "delete", path: "a.txt" }],
    });
    expect(await statusOf(late), 412);
  });
  await operate("pull-request", async () => {
    const offered = await hub.uploadFile({
      ...as,
      repo,
      isPullRequest: true,
      file: { path: "offered.txt", content: new Blob(["offered"]) },
    });
    expect(offered?.pullRequestUrl?.startsWith(`${hubUrl}/${name}/discussions/`), true);
  });
  await operate("delete-repository", async () => {
    const gone = /** @type {const} */ ({ type: "model", name: `${name}-gone` });
    await hub.createRepo({ ...as, repo: gone });
    await hub.deleteRepo({ ...as, repo: gone });
    expect(await hub.repoExists({ ...as, repo: gone }), false);
  });
  return outcomes;
}

/**
 * Reads repositories that others have made: SHA-256 of every file by its path.
 *
 * @param {Hub} hub
 * @param {{ hubUrl: string, accessToken: string }} as
 * @param {{ type: "model" | "dataset", name: string }[]} repos
 */
export async function readRepositories(hub, as, repos) {
  const read = [];
  for (const repo of repos) {
    /** @type {Record<string, string>} */
    const hashes = {};
    /** @type {string | null} */
    let error = null;
    try {
      for await (const entry of hub.listFiles({ ...as, repo, recursive: true })) {
        if (entry.type !== "file") continue;
        const blob = await hub.downloadFile({ ...as, repo, path: entry.path });
        if (blob === null) throw new Error(`there is no ${entry.path}`);
        hashes[entry.path] = await sha256(blob);
      }
    } catch (thrown) {
      error = String(thrown);
    }
    read.push({ repo: repo.name, hashes, error });
  }
  return read;
}

/** Bytes that pack badly. @param {number} size */
function noise(size) {
  const bytes = new Uint8Array(size);
  for (let start = 0; start < size; start += 65_536) {
    crypto.getRandomValues(bytes.subarray(start, Math.min(size, start + 65_536)));
  }
  return bytes;
}

/** @param {Blob} blob */
async function sha256(blob) {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {unknown} actual @param {unknown} expected */
function expect(actual, expected) {
  if (actual !== expected) throw new Error(`${String(actual)}, expected ${String(expected)}`);
}

/** @param {Uint8Array} actual @param {Uint8Array} expected */
function expectBytes(actual, expected) {
  expect(actual.length, expected.length);
  for (const [at, byte] of actual.entries()) {
    if (byte !== expected[at]) throw new Error(`byte ${at} is another one`);
  }
}

/** @param {Promise<unknown>} refused */
async function statusOf(refused) {
  try {
    await refused;
    return "accepted";
  } catch (error) {
    return error instanceof Error && "statusCode" in error ? error.statusCode : String(error);
  }
}

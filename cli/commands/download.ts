import { Command } from "commander";
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import type { Asset } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { problem } from "#contract/problems.ts";
import { inParallel, resolveRevision } from "#sdk/index.ts";
import { localPath } from "#sdk/node/index.ts";
import { findAsset, parseKind, parseRepositoryId } from "../repository-id.ts";
import type { Runner } from "../runner.ts";
import type { Session } from "../session.ts";
import {
  type EntrySource,
  type FileEntry,
  getNamedFiles,
  listSelectedFiles,
} from "../transfers/select-entries.ts";
import { showDownload } from "../transfers/show-download.ts";
import { collect } from "./collect.ts";

type Flags = {
  include?: string[];
  exclude?: string[];
  localDir?: string;
  revision?: string;
  repoType?: AssetKind;
};

export type Downloaded = {
  repository: string;
  kind: AssetKind;
  commit: string;
  folder: string;
  /** Of one named file: where it lies. */
  file: string | null;
  fileCount: number;
  /** How many of them were there already. */
  presentCount: number;
  sizeBytes: number;
};

const PARALLEL_FILES = 8;

export function downloadCommand(runner: Runner): Command {
  return new Command("download")
    .summary("download files or a whole repository")
    .description(
      "Downloads one file, several files, or a whole repository. Files that are there already are " +
        "not sent again, and what was interrupted goes on where it was.",
    )
    .argument("<repo-id>", "OWNER/NAME")
    .argument("[files...]", "paths in the repository (default: all files)")
    .option("--include <glob>", "only files that match; may be given several times", collect)
    .option("--exclude <glob>", "no files that match; may be given several times", collect)
    .option("--local-dir <dir>", "put the files there (default: <cached-dir>/OWNER--NAME)")
    .option("--revision <revision>", "branch, tag, version or commit (default: the main branch)")
    .option("--repo-type <kind>", "model, dataset, notebook… (default: looked up)", parseKind)
    .action((id: string, files: string[], flags: Flags) =>
      runner.run(
        (session) => download(session, { id, files, ...flags }),
        ({ file, folder }) => [file ?? folder],
      ),
    );
}

async function download(
  session: Session,
  options: Flags & { id: string; files: string[] },
): Promise<Downloaded> {
  const { signal } = session;
  const client = await session.connect();
  const repositoryId = parseRepositoryId(options.id, options.repoType);
  const asset = await findAsset(client, repositoryId, signal);
  const address = { kind: asset.kind, owner: asset.owner.name, name: asset.name };
  const revision = options.revision ?? asset.defaultBranch;
  const commit = await resolveRevision({ client, address, revision, signal });
  const root = resolve(options.localDir ?? cacheFolder(session, asset));
  await mkdir(root, { recursive: true });
  const source = { client, address, commit, signal };
  const done = { repository: asset.fullName, kind: asset.kind, commit, folder: root };
  const chosen = await chooseFiles(source, options, asset);
  const counted = await downloadAll(session, { ...chosen, source, root });
  return { ...done, file: chosen.isSingle ? counted.lastPath : null, ...counted.totals };
}

/** `<cached_dir>/<owner>--<name>`; the names come from the server and are not trusted. */
function cacheFolder({ configuration }: Session, asset: Asset): string {
  const folder = `${asset.owner.name}--${asset.name}`.replaceAll("/", "_");
  return localPath(configuration.cachedDir, folder);
}

type Chosen = { files: AsyncIterable<FileEntry> | FileEntry[]; count: number; isSingle: boolean };

async function chooseFiles(
  source: EntrySource,
  { files, include = [], exclude = [], id }: Flags & { id: string; files: string[] },
  asset: Asset,
): Promise<Chosen> {
  const hasGlobs = include.length > 0 || exclude.length > 0;
  if (files.length > 0 && !hasGlobs) {
    const named = await getNamedFiles(source, [...new Set(files)]);
    return { files: named, count: named.length, isSingle: named.length === 1 };
  }
  const selection = { include: [...files, ...include], exclude };
  const isWholeHead = !hasGlobs && asset.head === source.commit;
  const count = isWholeHead ? asset.fileCount : await countFiles(source, selection);
  if (count === 0 && hasGlobs) {
    throw problem("entry-not-found", {
      detail: `No file of ${id} matches`,
      hint: `See its files with: gallery-cli list ${id}`,
    });
  }
  return { files: listSelectedFiles(source, selection), count, isSingle: false };
}

/** Counts by listing once more: memory stays the same however many there are. */
async function countFiles(
  source: EntrySource,
  selection: { include: string[]; exclude: string[] },
): Promise<number> {
  let count = 0;
  for await (const _ of listSelectedFiles(source, selection)) count += 1;
  return count;
}

async function downloadAll(
  { progress, signal }: Session,
  { files, count, isSingle, source, root }: Chosen & { source: EntrySource; root: string },
) {
  const totals = { fileCount: 0, presentCount: 0, sizeBytes: 0 };
  let lastPath: string | null = null;
  let started = 0;
  await inParallel(files, { limit: PARALLEL_FILES, signal }, async (file, fileSignal) => {
    started += 1;
    const place = isSingle ? "" : `${started}/${count} `;
    const done = await showDownload(progress, `Download ${place}${file.path}`, {
      client: source.client,
      address: source.address,
      commit: source.commit,
      file,
      root,
      parallelParts: isSingle ? 4 : 2,
      signal: fileSignal,
    });
    lastPath = done.localPath;
    totals.fileCount += 1;
    totals.sizeBytes += done.sizeBytes;
    if (done.wasThere) totals.presentCount += 1;
  });
  return { totals, lastPath: lastPath as string | null };
}

import { Command } from "commander";
import type { AssetKind } from "#contract/kinds.ts";
import type { CommitOperation } from "#contract/repositories/repository.ts";
import { type GalleryClient, inParallel } from "#sdk/index.ts";
import { UsageError } from "../exit-codes.ts";
import { assetUrl, parseKind } from "../repository-id.ts";
import type { Runner } from "../runner.ts";
import type { Session } from "../session.ts";
import { collectFiles, type LocalFile } from "../transfers/collect-files.ts";
import { commitFiles, findPresent, type Target } from "../transfers/commit-files.ts";
import { findOrCreate } from "../transfers/find-or-create.ts";
import { type PreparedFile, prepareFile } from "../transfers/prepare-file.ts";
import { collect } from "./collect.ts";

type Flags = {
  to?: string;
  include?: string[];
  exclude?: string[];
  message?: string;
  revision?: string;
  repoType?: AssetKind;
  create?: boolean;
};

export type Uploaded = {
  repository: string;
  kind: AssetKind;
  url: string;
  branch: string;
  /** Null when nothing had changed. */
  commit: string | null;
  files: Omit<PreparedFile, "operation">[];
};

const PARALLEL_FILES = 8;
/** Small files travel within the commit, up to so many bytes of them. */
const INLINE_FILE_BYTES = 64 * 1024;
const INLINE_BYTES = 8 * 1024 * 1024;

export function uploadCommand(runner: Runner): Command {
  return new Command("upload")
    .summary("upload files and folders as one commit")
    .description(
      "Uploads files and folders to a repository, as one commit. Bytes that the gallery has are not " +
        "sent, and what was interrupted goes on where it was: run the same command again.",
    )
    .argument("<repo-id>", "OWNER/NAME")
    .argument("<paths...>", "files go by their name, folders by what is in them")
    .option("--to <folder>", "the folder of the repository (default: its root)")
    .option("--include <glob>", "only files that match; may be given several times", collect)
    .option("--exclude <glob>", "no files that match; may be given several times", collect)
    .option("-m, --message <text>", "title of the commit")
    .option("--revision <branch>", "the branch (default: the main branch)")
    .option("--repo-type <kind>", "model, dataset, notebook… (default: looked up)", parseKind)
    .option("--create", "create the repository when it does not exist (a model by default)")
    .action((id: string, paths: string[], flags: Flags) =>
      runner.run((session) => upload(session, { id, paths, ...flags }), showUploaded),
    );
}

async function upload(
  session: Session,
  options: Flags & { id: string; paths: string[] },
): Promise<Uploaded> {
  const { output, signal, configuration } = session;
  const files = await collectFiles({
    paths: options.paths,
    include: options.include ?? [],
    exclude: options.exclude ?? [],
    folder: (options.to ?? "").replace(/^\/+|\/+$/g, ""),
    notice: output.notice,
  });
  if (files.length === 0) throw new UsageError("There are no files to upload");
  const client = await session.connect();
  await refuseTooMany(client, files, signal);
  const asset = await findOrCreate(session, client, options);
  const branch = options.revision ?? asset.defaultBranch;
  const address = { kind: asset.kind, owner: asset.owner.name, name: asset.name };
  const target = { client, address, branch, signal };
  const prepared = await prepareAll(session, target, files);
  const operations = prepared.flatMap(({ operation }) => operation ?? []);
  const title = options.message ?? titleFor(operations);
  const commit =
    operations.length === 0 ? null : (await commitFiles(target, { title, operations })).commit;
  return {
    repository: asset.fullName,
    kind: asset.kind,
    url: `${assetUrl(configuration.endpoint, asset)}/tree/${branch}`,
    branch,
    commit,
    files: prepared.map(({ path, sizeBytes, outcome }) => ({ path, sizeBytes, outcome })),
  };
}

/** Said before the first byte rather than after the last one. */
async function refuseTooMany(
  client: GalleryClient,
  files: readonly LocalFile[],
  signal: AbortSignal,
): Promise<void> {
  const { limits } = await client.call("operations.get-site", {}, { signal });
  if (files.length <= limits.filesPerCommit) return;
  throw new UsageError(
    `${files.length} files are too many for one commit: the limit is ${limits.filesPerCommit}`,
    "Upload them in several runs, by folder or with --include",
  );
}

async function prepareAll(
  { progress }: Session,
  target: Target,
  files: readonly LocalFile[],
): Promise<PreparedFile[]> {
  const present = await findPresent(target, files);
  const isInline = chooseInline(files);
  const prepared: PreparedFile[] = [];
  const work = files.entries();
  const limits = { limit: PARALLEL_FILES, signal: target.signal };
  await inParallel(work, limits, async ([index, file], signal) => {
    const place = files.length === 1 ? "" : `${index + 1}/${files.length} `;
    prepared[index] = await prepareFile(progress, {
      client: target.client,
      address: target.address,
      file,
      present: present.get(file.path),
      isInline: isInline(file),
      parallelParts: files.length === 1 ? 4 : 2,
      label: `Upload ${place}${file.path}`,
      signal,
    });
  });
  return prepared;
}

function chooseInline(files: readonly LocalFile[]): (file: LocalFile) => boolean {
  const inline = new Set<LocalFile>();
  let bytes = 0;
  for (const file of files) {
    if (file.sizeBytes > INLINE_FILE_BYTES || bytes + file.sizeBytes > INLINE_BYTES) continue;
    bytes += file.sizeBytes;
    inline.add(file);
  }
  return (file) => inline.has(file);
}

function titleFor(operations: readonly CommitOperation[]): string {
  const [first] = operations;
  if (operations.length === 1 && first?.op === "put") return `Upload ${first.path}`.slice(0, 500);
  return `Upload ${operations.length} files`;
}

function showUploaded({ commit, url }: Uploaded): string[] {
  return [commit === null ? `Nothing to upload: ${url} has these files already` : url];
}

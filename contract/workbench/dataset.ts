import { z } from "zod";
import { Address, text, Timestamp } from "../fields.ts";
import { BucketPath } from "../repositories/connection.ts";
import { EntryPath, Revision } from "../repositories/repository.ts";
import { TransferState } from "../repositories/transfer.ts";
import { DATA_TYPES } from "../taxonomies/data-types.ts";

/** How many datasets one account keeps in its workbench, and versions of one of them. */
export const WORKBENCH_DATASETS_LIMIT = 100;
export const DATASET_VERSIONS_LIMIT = 100;

/** WB-14: files at a path of one's object storage, under a name. */
export const NewDataset = z.object({
  name: text("name", { min: 1, max: 64 }),
  dataType: z.enum(DATA_TYPES as [string, ...string[]]),
  description: text("description", { max: 500 }).default(""),
  connection: z.string().max(64),
  /** Where its files lie. */
  inputPath: BucketPath.default(""),
  /** Where work on it is kept, labels for one: neither the input nor below it. */
  outputPath: BucketPath,
});
export type NewDataset = z.input<typeof NewDataset>;

export const Dataset = z.object({
  id: z.string(),
  name: z.string(),
  dataType: z.string(),
  description: z.string(),
  /** Null: the connection was deleted. */
  connection: z.string().nullable(),
  connectionName: z.string(),
  bucket: z.string(),
  inputPath: z.string(),
  outputPath: z.string(),
  /** The delivery that fills it, where it came from the gallery. */
  delivery: z.object({ id: z.string(), state: TransferState }).nullable(),
  /** The newest version; null: none was made yet. */
  latestVersion: z.number().int().nullable(),
  createdAt: Timestamp,
});
export type Dataset = z.infer<typeof Dataset>;

/** What a dataset had when the version was made. The files stay where they are. */
export const DatasetVersion = z.object({
  number: z.number().int(),
  files: z.number().int(),
  sizeBytes: z.number().int(),
  createdAt: Timestamp,
});
export type DatasetVersion = z.infer<typeof DatasetVersion>;

/** DIS-9: a new dataset of the workbench, filled with the files of an asset. */
export const NewFilledDataset = z.object({
  asset: Address,
  revision: Revision.default("HEAD"),
  /** Of the asset; empty: all of it. */
  folder: EntryPath.default(""),
  dataset: NewDataset,
});
export type NewFilledDataset = z.output<typeof NewFilledDataset>;

/** PUB-12: which of one's datasets in the gallery a version goes to. */
export const DatasetImport = z.object({
  asset: Address,
  folder: EntryPath.default(""),
  title: text("title", { max: 200 }).default(""),
});
export type DatasetImport = z.output<typeof DatasetImport>;

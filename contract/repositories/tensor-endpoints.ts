import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address, CommitId } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";
import { EntryPath, Revision } from "./repository.ts";
import {
  TensorComparison,
  TensorDifference,
  TensorRow,
  TensorScope,
  TensorSummary,
} from "./tensor-table.ts";

const BASE = "/repositories/:kind/:owner/:name";
const AtPath = Address.extend({ revision: Revision, path: EntryPath });
const READ = { who: "anyone", scope: "read", right: "read" } as const;
const PROBLEMS = ["revision-not-found", "entry-not-found", "preview-unreadable"] as const;
const Limit = z.coerce.number().int().min(1).max(500).default(200);

export const getTensorSummary = endpoint({
  id: "repositories.get-tensor-summary",
  method: "GET",
  path: `${BASE}/tensors/:revision/*`,
  summary: "Totals and metadata of a safetensors, GGUF or ONNX file, or of a sharded checkpoint",
  access: READ,
  params: AtPath,
  query: z.object({ scope: TensorScope.default("checkpoint") }),
  answer: { status: 200, body: TensorSummary },
  problems: PROBLEMS,
});

/** Pages go through one state when `revision` is a commit id: the `commit` of the summary. */
export const listTensors = endpoint({
  id: "repositories.list-tensors",
  method: "GET",
  path: `${BASE}/tensor-list/:revision/*`,
  summary:
    "The tensors of a file or checkpoint: a level of the tree of their names, or a flat list",
  access: READ,
  params: AtPath,
  query: PageQuery.extend({
    limit: Limit,
    scope: TensorScope.default("checkpoint"),
    /** `tree`: tensors and modules directly below `module`. `flat`: all tensors below it. */
    view: z.enum(["tree", "flat"]).default("flat"),
    /** The beginning of the names, with its last separator; "" for all. */
    module: z.string().max(1024).default(""),
    /** Part of the name, in any case; several words must all occur. */
    q: z.string().max(200).default(""),
    /** Names in natural order, layer 2 before layer 10. A tree is always sorted by name. */
    sort: z.enum(["name", "parameters", "size"]).default("name"),
    order: z.enum(["ascending", "descending"]).default("ascending"),
  }),
  answer: { status: 200, body: pageOf(TensorRow).extend({ total: z.number().int() }) },
  problems: PROBLEMS,
});

export const compareTensors = endpoint({
  id: "repositories.compare-tensors",
  method: "GET",
  path: `${BASE}/tensor-diff/:revision/*`,
  summary: "What differs between the tensors of a file at two revisions, values apart",
  access: READ,
  params: AtPath,
  query: PageQuery.extend({
    limit: Limit,
    /** The older state; a side where the file is missing has no tensors. */
    base: Revision,
    /** Where the file was in it, "" for nowhere; the same path when left out. */
    basePath: EntryPath.optional(),
  }),
  answer: {
    status: 200,
    body: pageOf(TensorDifference).extend({
      commit: CommitId,
      baseCommit: CommitId,
      totals: TensorComparison,
    }),
  },
  problems: PROBLEMS,
});

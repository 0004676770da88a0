export { Tables } from "./tables.ts";
export type { TableFile } from "./work/table-file.ts";
export type { TableFormat } from "./table.ts";
export type { PreparedFacts, RowsAnswer } from "./work/protocol.ts";
export { TaskError } from "./work/worker-process.ts";
export { BusyError } from "./work/worker-pool.ts";

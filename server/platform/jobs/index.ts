export {
  createJobs,
  type JobHandler,
  type JobRun,
  type Jobs,
  type JobsOptions,
} from "./create-jobs.ts";
export { defineJob, type Job, type JobOptions } from "./define-job.ts";

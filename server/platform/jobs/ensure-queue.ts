import type { PgBoss } from "pg-boss";
import type { Job } from "./define-job.ts";

/** Makes the queue of a job, or brings an earlier release's up to date, and sets its schedule. */
export async function ensureQueue<Payload>(boss: PgBoss, job: Job<Payload>): Promise<void> {
  const options = {
    retryLimit: job.retryLimit,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 3600,
    expireInSeconds: job.timeoutSeconds,
    // A process that was killed is noticed by its missing heartbeat, long before the timeout.
    heartbeatSeconds: 60,
    notify: true,
  };
  // "short" is pg-boss's word for: one waiting job per key.
  await boss.createQueue(job.name, {
    ...options,
    policy: job.key === undefined ? "standard" : "short",
  });
  await boss.updateQueue(job.name, options);
  if (job.cron === undefined) await boss.unschedule(job.name);
  else await boss.schedule(job.name, job.cron, {});
}

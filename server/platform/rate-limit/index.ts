export { addressKey } from "./address-key.ts";
export { forgetPoints, givePointBack, type RateLimit, takePoints } from "./take-points.ts";
export { sweepRateLimits } from "./sweep-rate-limits.ts";

import { defineConfig } from "vitest/config";

const minuteMs = 60_000;
/**
 * The tests beside the code, in groups. The files of a group share a process and the modules it has
 * loaded; what one of them has wired is taken away after it.
 */
const wired = { isolate: false, setupFiles: ["server/testing/unwire.ts"] };
/** Every viewer, state and action together: they grow with the product. */
const matrices = ["server/permissions.test.ts", "server/publishing/review/states.test.ts"];
/** Words that stand on assets: with them the quick check would take more than its two minutes. */
const laterWords = "publishing|subscriptions|community|workbench";
const groups = [
  {
    name: "unit-base",
    include: ["{contract,cli,web,tools,tests}/**/*.test.{ts,tsx}", "server/platform/**/*.test.ts"],
    isolate: false,
  },
  { name: "unit-repositories", include: ["server/repositories/**/*.test.ts"], isolate: false },
  {
    name: "unit-words",
    include: [
      "server/*.test.ts",
      `server/!(platform|repositories|protocols|${laterWords})/**/*.test.ts`,
    ],
    exclude: matrices,
    ...wired,
  },
  {
    name: "unit-later-words",
    include: [`server/@(${laterWords})/**/*.test.ts`],
    exclude: matrices,
    ...wired,
  },
  // A whole gallery, by what its clients speak: not for the quick check.
  {
    name: "protocols",
    include: ["sdk/**/*.test.ts", "server/protocols/**/*.test.ts", ...matrices],
    ...wired,
  },
];
/** Tests that start processes, and kill them, round after round: not for the quick check. */
const processTests = "**/*.process.test.ts";
/** What needs a real S3 server. */
const s3Tests = "**/*.s3.test.ts";
/** What runs on both stores. */
const storeTests = [
  "server/platform/storage/**/*.store.test.ts",
  "server/repositories/**/*.test.ts",
  "server/assets/**/*.test.ts",
  "server/protocols/**/*.test.ts",
  "sdk/**/*.test.ts",
];

/** Of these what reads and writes no content: it is the same on both. */
const withoutContent = [
  "server/assets/{search,suggesting,trending,gate,categories,statistics,marks,lineage,use}/**",
];

export default defineConfig({
  test: {
    maxWorkers: 2,
    globalSetup: "server/testing/global-setup.ts",
    projects: [
      ...groups.map((group) => ({
        test: {
          ...group,
          exclude: ["**/node_modules/**", processTests, s3Tests, ...(group.exclude ?? [])],
          pool: "forks" as const,
          testTimeout: 15_000,
          hookTimeout: 15_000,
          sequence: { groupOrder: 0 },
        },
      })),
      {
        test: {
          name: "unit-s3",
          include: [...storeTests, s3Tests],
          exclude: ["**/node_modules/**", processTests, ...withoutContent],
          globalSetup: "server/platform/storage/testing/s3-global-setup.ts",
          env: { GALLERY_TEST_STORE: "s3" },
          pool: "forks",
          testTimeout: 30_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: "process",
          include: [processTests],
          pool: "forks",
          testTimeout: minuteMs,
          hookTimeout: minuteMs,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "e2e",
          include: ["e2e/**/*.test.ts"],
          pool: "forks",
          fileParallelism: false,
          testTimeout: 5 * minuteMs,
          hookTimeout: 5 * minuteMs,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});

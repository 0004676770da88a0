import { defineConfig } from "vitest/config";

const minuteMs = 60_000;
const unitTests = "{contract,sdk,server,cli,web,tools,tests}/**/*.test.{ts,tsx}";
/** Tests that start and kill whole processes, round after round: not for the quick check. */
const processTests = "**/*.process.test.ts";
/** What needs a real S3 server. */
const s3Tests = "**/*.s3.test.ts";
/** What runs on both stores. */
const storeTests = [
  "server/platform/storage/**/*.store.test.ts",
  "server/repositories/**/*.test.ts",
  "server/protocols/**/*.test.ts",
  "sdk/**/*.test.ts",
];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "unit",
          include: [unitTests],
          exclude: ["**/node_modules/**", processTests, s3Tests],
          globalSetup: "server/testing/global-setup.ts",
          pool: "forks",
          testTimeout: 15_000,
          hookTimeout: 15_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "unit-s3",
          include: [...storeTests, s3Tests],
          exclude: ["**/node_modules/**", processTests],
          globalSetup: [
            "server/testing/global-setup.ts",
            "server/platform/storage/testing/s3-global-setup.ts",
          ],
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
          globalSetup: "server/testing/global-setup.ts",
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

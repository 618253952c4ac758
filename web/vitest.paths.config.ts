// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vitest/config";

/// Whole paths of people in a headless Chromium, against web/dist and the mock of the API.
export default defineConfig({
  test: {
    include: ["test/paths/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    retry: 1, // a browser beside a compiler; vitest reports what needed it
  },
});

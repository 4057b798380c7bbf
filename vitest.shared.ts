import { fileURLToPath } from "node:url"
import { defineConfig, type ViteUserConfig } from "vitest/config"
import { TestTotals } from "./tools/test-totals.ts"

/** What every package's test run shares: sources instead of builds, and a last line with the totals. */
const shared: ViteUserConfig = defineConfig({
  ssr: { resolve: { conditions: ["@aludel/source"] } },
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: [fileURLToPath(new URL("tools/temporary-folder.ts", import.meta.url))],
    reporters: ["default", new TestTotals()],
    passWithNoTests: true,
    // Every suite at once, each with its server, on a machine with two cores: slow is no failure.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
export default shared

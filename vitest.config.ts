import { defineConfig } from "vitest/config"
import { TestTotals } from "./tools/test-totals.ts"

export default defineConfig({
  test: {
    projects: ["packages/*/vitest.config.ts", "{apps,examples}/*/vitest.config.ts"],
    reporters: ["default", new TestTotals()],
    coverage: { provider: "v8", include: ["packages/*/src/**"], exclude: ["packages/test-*/**"] },
  },
})

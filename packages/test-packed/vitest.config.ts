import { defineProject, mergeConfig } from "vitest/config"
import shared from "../../vitest.shared.ts"

export default mergeConfig(
  shared,
  defineProject({
    test: {
      name: "test-packed",
      globalSetup: ["@aludel/test-postgres/vitest"],
      testTimeout: 400_000,
      hookTimeout: 400_000,
    },
  }),
)

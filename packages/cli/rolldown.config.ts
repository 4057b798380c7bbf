import { defineConfig } from "rolldown"

export default defineConfig({
  input: { cli: "src/cli.ts" },
  platform: "node",
  // Drivers and dialects are the project's own; jiti is loaded only where the project has it.
  external: ["better-sqlite3", "pg", "jiti", /^@aludel\/dialect-/],
  resolve: { conditionNames: ["@aludel/source", "node", "import", "default"] },
  output: { dir: "dist/bin", format: "esm", minify: true, cleanDir: true },
})

import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { defineConfig } from "rolldown"
import { builtins } from "../../rolldown.builtins.ts"
import { stages, straight } from "../../rolldown.shared.ts"

const kysely = fileURLToPath(import.meta.resolve("kysely"))
const { version } = JSON.parse(
  readFileSync(new URL("node_modules/kysely/package.json", import.meta.url), "utf8"),
)

export default defineConfig({
  input: { cli: "src/cli.ts", kysely: "kysely" },
  platform: "node",
  // Drivers and dialects are the project's own; jiti is loaded only where the project has it.
  external: ["better-sqlite3", "pg", "jiti", /^@aludel\/dialect-/],
  plugins: [builtins(), straight()],
  transform: { define: { bundledKysely: JSON.stringify(version) } },
  treeshake: { propertyReadSideEffects: false },
  resolve: { conditionNames: ["@aludel/source", "node", "import", "default"] },
  output: {
    dir: "dist/bin",
    format: "esm",
    minify: true,
    minifyInternalExports: false, // as straight() needs it
    cleanDir: true,
    codeSplitting: stages({
      main: ["src/main.ts"],
      // What every command asks for, and all that those need which ask about the history alone.
      command: ["src/run.ts", "../core/src/migrator/history-methods.ts"],
      kysely: [kysely],
      run: ["../core/src/migrator/migrator-methods.ts"],
      generate: ["../core/src/generate/generate.ts"],
    }),
  },
})

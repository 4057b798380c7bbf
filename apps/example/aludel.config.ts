import { defineConfig } from "@aludel/config"

// The command asks the same places as src/settings.ts: the environment, then the service's own file.
export default defineConfig((env) => ({
  url: env["DATABASE_URL"] ?? { file: "config.yaml", key: "database.url" },
  defaultSchema: env["DATABASE_SCHEMA"] ?? { file: "config.yaml", key: "database.schema" },
  migrations: "migrations",
  schema: "src/schema.ts",
}))

// What the command and scripts import: finds, loads and validates a configuration, opens its database.
export { closest } from "./closest.ts"
export {
  databaseAddress,
  dialectOf,
  openDatabase,
  type DatabaseAddress,
  type OpenDatabase,
  type OpenOptions,
} from "./database.ts"
export { afterWrite } from "./after-write.ts"
export { readDataFile } from "./data-file.ts"
export { runCommand, type CommandOptions, type CommandResult } from "./command.ts"
export { configsIn, findConfig } from "./find.ts"
export { databaseNames, loadConfig, type LoadedConfig, type LoadOptions } from "./load.ts"
export type { Problem } from "./problem.ts"
export { resolveFrom } from "./resolve.ts"
export { proveOn } from "./prove-on.ts"
export { revisionTemplate } from "./revision-template.ts"
export { scratchSettings } from "./scratch.ts"
export { loadSchema, schemaModule } from "./schema.ts"
export { withoutPasswords, type LocatedUrl } from "./url.ts"

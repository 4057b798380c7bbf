// What configuration files import: no other module of ours comes with it, for every command waits for them.
export {
  defineConfig,
  type Config,
  type ConfigInput,
  type DatabaseConfig,
  type Environment,
  type ExtraValues,
  type KeyPath,
} from "./config.ts"
export type { ScratchConfig } from "./scratch-config.ts"

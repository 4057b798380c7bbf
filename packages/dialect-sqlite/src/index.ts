// What a configuration or an application imports.
export { sqlite } from "./sqlite.ts"

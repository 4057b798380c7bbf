/** The version of this package, as it is recorded in the history. `tools/write-version.mjs` keeps it at the one of package.json. */
export const toolVersion = "0.1.0"

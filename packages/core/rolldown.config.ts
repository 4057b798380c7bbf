import { packageBundle } from "../../rolldown.shared.ts"

const entries = {
  index: "src/index.ts",
  "dialect/index": "src/dialect/index.ts",
  "revisions/index": "src/revisions/index.ts",
  "node/index": "src/node/index.ts",
  "testing/index": "src/testing/index.ts",
}

export default packageBundle(entries, {
  declare: ["src/index.ts"],
  graph: ["src/migrator/history-methods.ts"],
  folder: ["src/node/index.ts"],
  dialect: ["src/dialect/index.ts"],
  run: ["src/migrator/migrator-methods.ts"],
  generate: ["src/generate/generate.ts"],
})

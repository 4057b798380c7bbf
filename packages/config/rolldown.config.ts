import { packageBundle } from "../../rolldown.shared.ts"

export default packageBundle({ index: "src/index.ts", node: "src/node.ts" })

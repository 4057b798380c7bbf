import { startPostgres } from "../packages/test-postgres/src/index.ts"
import { makeDatabase } from "./introspect/database.mjs"
import { writeFileSync } from "node:fs"
const server = await startPostgres()
writeFileSync("/tmp/pg1w/url", server.url)
for (const n of [1000, 10000]) { const t = performance.now(); await makeDatabase(server.url, n); writeFileSync("/tmp/pg1w/made", String(n)); console.log(n, performance.now() - t) }
setInterval(() => {}, 1e6)
process.on("SIGTERM", async () => { await server.stop(); process.exit() })

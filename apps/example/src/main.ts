import { startService } from "./service.ts"
import { readSettings } from "./settings.ts"

const service = await startService(readSettings(process.env), console.log)
console.log(`listening on ${service.url}`)

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void service.stop())

// Loaded before a measured program: writes down how much CPU its process took, however it ends.
import { writeFileSync } from "node:fs"

const file = process.env.BENCH_CPU_FILE
process.on("exit", () => {
  const { user, system } = process.cpuUsage()
  writeFileSync(file, String((user + system) / 1000))
})

// Loaded before a measured program: writes down how many milliseconds of the processor its process took, however it ends.
const { writeFileSync } = require("node:fs")

const file = process.env.BENCH_CPU_FILE
process.on("exit", () => {
  const { user, system } = process.cpuUsage()
  writeFileSync(file, String((user + system) / 1000))
})

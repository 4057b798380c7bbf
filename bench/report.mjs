/**
 * Prints the table for people and, as the last line, the JSON object for scripts.
 * `rows` are `{ name, key?, milliseconds, cpu }`, the first the baseline; `key` names the ratio of the others, which is that
 * of the processor's milliseconds.
 */
export function report(bench, rows, aims) {
  const [baseline] = rows
  const ratios = {}
  console.log("".padEnd(28) + ["ms", "CPU ms", "ratio", "aim"].map((cell) => cell.padStart(9)).join(""))
  for (const { name, key, milliseconds, cpu } of rows) {
    const ratio = Math.round((cpu / baseline.cpu) * 100) / 100
    if (key !== undefined) ratios[key] = ratio
    const cells = [milliseconds.toFixed(1), cpu.toFixed(1), ratio.toFixed(2), aims[key]?.toFixed(2) ?? ""]
    const over = ratio > aims[key] ? "  over its aim" : ""
    console.log(name.padEnd(28) + cells.map((cell) => cell.padStart(9)).join("") + over)
  }
  console.log(JSON.stringify({ bench, ratios, aims }))
}

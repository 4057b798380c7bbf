/**
 * Prints the table for people and, as the last line, the JSON object for scripts.
 * `rows` are `{ name, key?, milliseconds }`, the first the baseline; `key` names the ratio of the others.
 */
export function report(bench, rows, aims) {
  const [baseline] = rows
  const ratios = {}
  console.log(`${"".padEnd(24)}${"ms".padStart(9)}${"ratio".padStart(9)}${"aim".padStart(9)}`)
  for (const { name, key, milliseconds } of rows) {
    const ratio = Math.round((milliseconds / baseline.milliseconds) * 100) / 100
    if (key !== undefined) ratios[key] = ratio
    const cells = [
      milliseconds.toFixed(1),
      ratio.toFixed(2),
      aims[key] === undefined ? "" : aims[key].toFixed(2),
    ]
    const over = ratio > aims[key] ? "  over its aim" : ""
    console.log(name.padEnd(24) + cells.map((cell) => cell.padStart(9)).join("") + over)
  }
  console.log(JSON.stringify({ bench, ratios, aims }))
}

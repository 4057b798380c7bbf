import { execFile } from "node:child_process"
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { pathToFileURL } from "node:url"
import { promisify } from "node:util"

/** What Mermaid drew of a chart. */
export interface DrawnChart {
  readonly nodes: readonly {
    /** The lines that can be read in it. */
    readonly lines: readonly string[]
    /** The middle of its box, in pixels from the top. */
    readonly y: number
    /** How thick its border is, in pixels. */
    readonly border: number
    /** Whether its text lies within its box, and its box in no other's. */
    readonly isClear: boolean
  }[]
  /** The lines between nodes, by the numbers of the nodes at their ends; dependencies are dotted. */
  readonly edges: readonly { readonly from: number; readonly to: number; readonly dotted: boolean }[]
}

/** Where Chromium is: `CHROMIUM`, else a program of its names on the path; `undefined` where there is none. */
export function chromium(): string | undefined {
  const { CHROMIUM, PATH = "" } = process.env
  if (CHROMIUM !== undefined) return CHROMIUM
  const names = ["chromium", "chromium-browser", "google-chrome"]
  return PATH.split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Has Mermaid itself draw a chart in Chromium, and reads from the page what can be seen there.
 *
 * @param picture where a picture of the page is kept. Default: nowhere
 * @throws Error with what Mermaid says of a chart that it can't draw
 */
export async function drawnByMermaid(browser: string, chart: string, picture?: string): Promise<DrawnChart> {
  const folder = mkdtempSync(join(tmpdir(), "aludel-mermaid-"))
  try {
    const page = join(folder, "page.html")
    writeFileSync(page, html(chart))
    const flags = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-sync",
      "--disable-background-networking",
      "--disable-component-update",
      "--hide-scrollbars",
      `--user-data-dir=${join(folder, "profile")}`,
      "--window-size=1000,1200",
      "--virtual-time-budget=20000",
    ]
    const url = pathToFileURL(page).href
    const dump = [...flags, "--dump-dom", url]
    const { stdout } = await promisify(execFile)(browser, dump, { maxBuffer: 1e8 })
    if (picture !== undefined) await promisify(execFile)(browser, [...flags, `--screenshot=${picture}`, url])
    const found = /<title>(.*?)<\/title>/s.exec(stdout)?.[1] ?? "the page has no title"
    const result = JSON.parse(decodeURIComponent(found)) as DrawnChart | { readonly error: string }
    if ("error" in result) throw new Error(result.error)
    return result
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function html(chart: string): string {
  const bundle = createRequire(import.meta.url).resolve("mermaid/dist/mermaid.min.js")
  return `<!doctype html><meta charset="utf-8"><title>not drawn</title><body>
<script src="${pathToFileURL(bundle).href}"></script>
<script>${readFileSync(new URL("read-chart.js", import.meta.url), "utf8")}
globalThis.draw(${JSON.stringify(chart).replaceAll("<", String.raw`\u003c`)})</script>`
}

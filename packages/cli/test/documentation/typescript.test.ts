import { execFileSync, spawnSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

import { afterAll, beforeAll, expect, it } from "vitest"

import { type CodeFile, type CodeFolder, writeCode } from "./code.ts"
import { page, pages, root, withBlocks, type Block } from "./page.ts"

const update = process.env["UPDATE_DOCUMENTATION"] === "1"
const all = pages()
let code: CodeFolder

beforeAll(() => {
  code = writeCode(all)
})

afterAll(() => code.remove())

it("every block of TypeScript is what the strict compiler takes", { timeout: 60_000 }, () => {
  writeFileSync(join(code.folder, "tsconfig.json"), tsconfig)
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc")
  const { stdout } = spawnSync(process.execPath, [compiler, "-p", code.folder], {
    encoding: "utf8",
    cwd: code.folder,
  })
  expect(
    stdout
      .split("\n")
      .filter((line) => line !== "")
      .map(onPage),
  ).toEqual([])
})

it(
  "every schema and revision is valid, and the SQL shown beside a revision is its SQL",
  { timeout: 60_000 },
  () => {
    const evaluated = code.files.filter(({ runs }) => runs)
    const script = fileURLToPath(new URL("evaluate.ts", import.meta.url))
    const results = JSON.parse(
      execFileSync(
        process.execPath,
        ["--conditions=@aludel/source", script, ...evaluated.map(({ path }) => path)],
        {
          encoding: "utf8",
        },
      ),
    ) as Readonly<Record<string, { readonly problem?: string; readonly sql?: string }>>
    const problems = evaluated.flatMap((file) => {
      const { problem } = results[file.path] ?? {}
      return problem === undefined ? [] : [`${place(file)} ${problem}`]
    })
    expect(problems).toEqual([])
    const shown = evaluated.flatMap((file) => {
      const block = sqlBeside(file)
      const sql = results[file.path]?.sql
      return block === undefined || sql === undefined ? [] : [{ file, block, sql }]
    })
    if (update) return updateSql(shown)
    expect(shown.map(({ file, block }) => `${place(file)}\n${block.text}`)).toEqual(
      shown.map(({ file, sql }) => `${place(file)}\n${sql}`),
    )
  },
)

const tsconfig = JSON.stringify({
  compilerOptions: {
    target: "es2024",
    lib: ["es2024"],
    module: "nodenext",
    types: ["node"],
    customConditions: ["@aludel/source"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
  },
})

/** The compiler's line with the place on the page instead of the one in the written file. */
function onPage(line: string): string {
  const [, path, at, rest] = /^(.*?)\((\d+),\d+\): (.*)$/.exec(line) ?? []
  const file = code.files.find((each) => path !== undefined && each.path.endsWith(path))
  return file === undefined
    ? line
    : `${file.page.path}:${file.block.line + Number(at) - 1 - file.before} ${rest}`
}

function place({ page: { path }, block }: CodeFile): string {
  return `${path}:${block.line}`
}

/** The block of SQL right behind a revision. */
function sqlBeside({ page: { blocks }, block }: CodeFile): Block | undefined {
  const next = blocks[blocks.indexOf(block) + 1]
  return next?.language === "sql" ? next : undefined
}

function updateSql(
  shown: readonly { readonly file: CodeFile; readonly block: Block; readonly sql: string }[],
): void {
  for (const path of new Set(shown.map(({ file }) => file.page.path))) {
    const here = shown.filter(({ file }) => file.page.path === path)
    const before = page(path)
    const changes = new Map(
      here.map(({ block, sql }) => [before.blocks.find(({ line }) => line === block.line)!, sql]),
    )
    writeFileSync(join(root, path), withBlocks(before, changes))
  }
}

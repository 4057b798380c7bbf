// `node tools/api.ts` writes packages/*/api.md, the public API of each published package as its built types say it;
// `--check` fails where one is not what is built.
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import ts from "typescript59"

interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly exports?: Readonly<Record<string, string | { readonly types?: string }>>
}

/** A declaration by the file that holds it. */
interface Declared {
  readonly file: string
  readonly name: string
}

const isCheck = process.argv.includes("--check")
const printer = ts.createPrinter({ removeComments: true })
const sources = new Map<string, ts.SourceFile>()
const stale: string[] = []

for (const path of globSync("packages/*/package.json").toSorted()) {
  const manifest = JSON.parse(readFileSync(path, "utf8")) as Manifest
  const entries = Object.entries(manifest.exports ?? {}).flatMap(([entry, target]) =>
    typeof target === "object" && target.types !== undefined
      ? [{ entry, types: join(dirname(path), target.types) }]
      : [],
  )
  if (manifest.private === true || entries.length === 0) continue
  const file = join(dirname(path), "api.md")
  const text = report(manifest.name, entries)
  if (existsSync(file) && readFileSync(file, "utf8") === text) continue
  stale.push(file)
  if (!isCheck) writeFileSync(file, text)
}
if (stale.length > 0)
  console.error(
    `${stale.join(", ")}: ${isCheck ? "not what is built; type `pnpm api`, and review what it changes" : "written"}`,
  )
if (isCheck && stale.length > 0) process.exitCode = 1

function report(
  name: string,
  entries: readonly { readonly entry: string; readonly types: string }[],
): string {
  const exported = entries.map(({ entry, types }) => ({
    entry: join(name, entry),
    names: exportsOf(resolve(types)),
  }))
  const printed = new Map<string, string>()
  const open: Declared[] = exported.flatMap(({ names }) => [...names.values()])
  const key = ({ file, name: own }: Declared) => `${file}#${own}`
  for (const one of open) {
    if (printed.has(key(one))) continue
    const nodes = declarations(one)
    printed.set(key(one), nodes.map((node) => print(node, one.file)).join("\n"))
    open.push(...nodes.flatMap((node) => referenced(node, one.file)))
  }
  const shown = new Set<string>()
  const sections = exported.map(({ entry, names }) => {
    const texts = [...names]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([as, one]) => {
        const again = shown.has(key(one))
        shown.add(key(one))
        return again ? `export { ${as} } // as above` : exportedText(as, one, printed.get(key(one)) ?? "")
      })
    return `## ${entry}\n\n${fenced(texts)}`
  })
  const rest = open.filter(
    (one, index) => !shown.has(key(one)) && open.findIndex((each) => key(each) === key(one)) === index,
  )
  const behind = rest.map((one) => printed.get(key(one)) ?? "").toSorted()
  return [
    `# API of ${name}\n\nWritten by \`pnpm api\` from the built types; \`npm run check\` fails where it is not what they say.\n`,
    ...sections,
    ...(behind.length > 0
      ? [`## Behind them\n\nNot exported, but part of what is.\n\n${fenced(behind)}`]
      : []),
  ].join("\n")
}

function fenced(texts: readonly string[]): string {
  return `\`\`\`ts\n${texts.join("\n")}\n\`\`\`\n`
}

function exportedText(as: string, one: Declared, text: string): string {
  return as === one.name ? text : `${text}\nexport { ${one.name} as ${as} }`
}

function source(file: string): ts.SourceFile {
  const found =
    sources.get(file) ?? ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true)
  sources.set(file, found)
  return found
}

/** The exported names of a file and where they are declared; what other packages declare is left to them. */
function exportsOf(file: string): ReadonlyMap<string, Declared> {
  const found = new Map<string, Declared>()
  for (const statement of source(file).statements) {
    if (ts.isExportDeclaration(statement)) {
      const from =
        statement.moduleSpecifier === undefined
          ? undefined
          : (statement.moduleSpecifier as ts.StringLiteral).text
      if (statement.exportClause === undefined || !ts.isNamedExports(statement.exportClause))
        throw new Error(`${file}: export * hides what is exported`)
      for (const { name, propertyName } of statement.exportClause.elements) {
        const own = (propertyName ?? name).text
        found.set(name.text, from === undefined ? { file, name: own } : follow(file, from, own))
      }
    } else if (isExported(statement)) for (const name of namesOf(statement)) found.set(name, { file, name })
  }
  return found
}

function follow(file: string, from: string, name: string): Declared {
  if (!from.startsWith(".")) return { file: from, name }
  const path = resolve(dirname(file), from.replace(/\.[jt]s$/, ".d.ts"))
  return exportsOf(path).get(name) ?? { file: path, name }
}

function declarations({ file, name }: Declared): readonly ts.Node[] {
  return file.startsWith("/") ? source(file).statements.filter((each) => namesOf(each).includes(name)) : []
}

function print(node: ts.Node, file: string): string {
  return printer.printNode(ts.EmitHint.Unspecified, node, source(file)).replaceAll(/\bdeclare /g, "")
}

/** What a declaration names of its own package. */
function referenced(node: ts.Node, file: string): readonly Declared[] {
  const names = new Set<string>()
  const found: Declared[] = []
  const visit = (each: ts.Node): void => {
    if (ts.isIdentifier(each)) names.add(each.text)
    if (
      ts.isImportTypeNode(each) &&
      ts.isLiteralTypeNode(each.argument) &&
      ts.isStringLiteral(each.argument.literal) &&
      each.qualifier !== undefined
    )
      found.push(follow(file, each.argument.literal.text, each.qualifier.getText()))
    ts.forEachChild(each, visit)
  }
  visit(node)
  for (const statement of source(file).statements) {
    if (ts.isImportDeclaration(statement)) {
      const bindings = statement.importClause?.namedBindings
      if (bindings === undefined || !ts.isNamedImports(bindings)) continue
      const from = (statement.moduleSpecifier as ts.StringLiteral).text
      for (const { name, propertyName } of bindings.elements)
        if (names.has(name.text)) found.push(follow(file, from, (propertyName ?? name).text))
    } else for (const name of namesOf(statement)) if (names.has(name)) found.push({ file, name })
  }
  return found.filter((each) => each.file.startsWith("/"))
}

function namesOf(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    )
  const { name } = statement as ts.Statement & { readonly name?: ts.Identifier }
  return name === undefined ? [] : [name.text]
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  )
}

import type { Hazard, Operation } from "../operations/definition.ts"
import type { CreateTable } from "../operations/operation.ts"
import { definitionOf, type Definitions } from "../operations/registry.ts"
import { tableKey, tableOf } from "../schema/catalog.ts"
import type { RevisionHeader } from "../revisions/revision.ts"
import { group, hardline, indent, join, layout, line, trailingComma, type Doc } from "./layout.ts"
import { filledTemplate, type RevisionDocs, type RevisionTemplate } from "./revision-template.ts"
import type { Imported, PrintedCode, Printers, Scope } from "./scope.ts"
import { call, list, quoted, type Code } from "./syntax.ts"
import { valueCode } from "./value.ts"

/** What a revision file is printed from. */
export interface RevisionPrint {
  readonly header: RevisionHeader
  readonly upgrade: readonly Operation[]
  readonly downgrade: readonly Operation[]
  /** Lines of comment behind the summary. Default: none. */
  readonly notes?: readonly string[] | undefined
  /** `js` begins with `// @ts-check`. Default: `ts`. */
  readonly language?: "ts" | "js" | undefined
  /** What the file is put together by. Default: as below. */
  readonly template?: RevisionTemplate | undefined
  /** The package that the file imports from. Default: `@aludel/core`. */
  readonly importFrom?: string | undefined
  /** A dialect's own kinds of operations. Default: none. */
  readonly definitions?: Definitions | undefined
  /** How the project writes types and defaults of its own. Default: as every `t` does. */
  readonly printers?: Printers | undefined
  /** What is to be known of an operation besides what its definition says. Default: nothing. */
  hazards?(operation: Operation): readonly Hazard[]
}

/** A printed revision file. */
export interface PrintedRevision {
  readonly text: string
  /** One line per operation of the upgrade: `+ hotels.code text`. */
  readonly summary: readonly string[]
}

/** The longest line that is written, where it can be broken. */
export const width = 110

/** Prints a revision as a person would write it: minimal imports, a summary in comments, the literal header, both directions in full. */
export function printRevision(print: RevisionPrint): PrintedRevision {
  const {
    header,
    upgrade,
    downgrade,
    notes = [],
    language = "ts",
    importFrom = "@aludel/core",
    definitions,
    hazards,
  } = print
  const summary = upgrade.map((operation) => oneLine(summaryOf(operation, definitions)))
  const imports = new Set<Imported>(["defineRevision"])
  const foreign: PrintedCode[] = []
  const scope = scopeOf(imports, definitions, { printers: print.printers, foreign })
  const isOnNew = onCreated(upgrade)
  const told = (kinds: readonly Hazard["kind"][]) => (operation: Operation) =>
    [
      ...(definitionOf(operation, definitions).hazards?.(operation) ?? []),
      ...(hazards?.(operation) ?? []),
    ].filter(({ kind }) => kinds.includes(kind) && !(ofRows.has(kind) && isOnNew(operation)))
  const statements = (operations: readonly Operation[], kinds: readonly Hazard["kind"][]) =>
    operations.map((operation) => statement(operation, scope, told(kinds)))
  const code = {
    header: headerProperties(header).map((property): Doc => [property, ","]),
    upgrade: statements(upgrade, toldUpwards),
    downgrade: statements(downgrade, toldDownwards),
  }
  // What is imported is only known now that the code is there.
  const docs: RevisionDocs = {
    imports: [importLine(imports, importFrom), ...foreignImports(foreign)],
    summary: [...summary, ...notes.map(oneLine)].map((text) => `// ${text}`),
    ...code,
  }
  const text =
    print.template === undefined
      ? plainFile(docs, language)
      : filledTemplate(print.template, header, docs, width)
  return { text, summary }
}

function plainFile(
  { imports, summary, header, upgrade, downgrade }: RevisionDocs,
  language: "ts" | "js",
): string {
  const methods: readonly Doc[] = [
    ["upgrade(op) ", block(upgrade), ","],
    ["downgrade(op) ", block(downgrade), ","],
  ]
  const body: Doc = [
    "export default defineRevision({",
    indent([...header, ...methods].map((property) => [hardline, property])),
    hardline,
    "})",
  ]
  const first = language === "js" ? ["// @ts-check"] : []
  return layout(join(hardline, [...first, ...imports, "", ...summary, body, ""]), width)
}

function headerProperties(header: RevisionHeader): readonly Doc[] {
  const { id, parents, message, created, description, branchLabels, dependsOn } = header
  const texts = (values: readonly string[]) => list(values.map((value) => ({ doc: quoted(value) }))).doc
  return [
    ["id: ", quoted(id)],
    ["parents: ", texts(parents)],
    ["message: ", quoted(message)],
    ...(created === undefined ? [] : [["created: ", quoted(created)]]),
    ...(description === undefined ? [] : [["description: ", quoted(description)]]),
    ...(branchLabels.length === 0 ? [] : [["branchLabels: ", texts(branchLabels)]]),
    ...(dependsOn.length === 0 ? [] : [["dependsOn: ", texts(dependsOn)]]),
  ]
}

function importLine(imports: ReadonlySet<Imported>, from: string): Doc {
  const names = [...imports].toSorted()
  return group(
    "import {",
    indent(line, join([",", line], names)),
    trailingComma,
    line,
    `} from ${quoted(from)}`,
  )
}

// What a project's own code is brought in from, by name.
function foreignImports(pieces: readonly PrintedCode[]): readonly Doc[] {
  const needed = pieces.flatMap((piece) => piece.import ?? [])
  const byModule = Map.groupBy(needed, ({ from }) => from)
  return [...byModule.keys()].toSorted().map((from) => {
    const names = [...new Set(byModule.get(from)?.map(({ name }) => name))].toSorted()
    return `import { ${names.join(", ")} } from ${quoted(from)}`
  })
}

/** What surrounds the pieces of a revision; what it imports is added to `imports`. */
export function scopeOf(
  imports: Set<Imported>,
  definitions: Definitions | undefined,
  {
    printers = {},
    foreign = [],
  }: { readonly printers?: Printers | undefined; readonly foreign?: PrintedCode[] } = {},
): Scope {
  const taken = (printed: PrintedCode | undefined) => {
    if (printed !== undefined) foreign.push(printed)
    return printed?.code
  }
  const scope: Scope = {
    definitions,
    ownType: (column) => taken(printers.type?.(column)),
    ownDefault: (sql, column) => taken(printers.default?.(sql, column)),
    use(name) {
      imports.add(name)
      return name
    },
    effect: (operations): Code => {
      const statements = operations.map((operation) => statement(operation, scope))
      return { doc: ["(op) => ", block(statements)], hugs: true, complex: true }
    },
  }
  return scope
}

function block(statements: readonly Doc[]): Doc {
  if (statements.length === 0) return "{}"
  return ["{", indent(statements.map((one) => [hardline, one])), hardline, "}"]
}

/** The hazards of an operation that are to be told. */
export type Told = (operation: Operation) => readonly Hazard[]

/** An operation as the call that declares it, under a comment for each of its hazards that is to be told. */
export function statement(operation: Operation, scope: Scope, hazardsOf: Told = () => []): Doc {
  const definition = definitionOf(operation, scope.definitions)
  const args = definition.arguments(operation).map((argument) => valueCode(argument, scope))
  const comments = hazardsOf(operation).flatMap(({ kind, message, advice: told }) => [
    `// ${oneLine(message)}`,
    hardline,
    `// ${oneLine(told ?? advice[kind])}`,
    hardline,
  ])
  return [...comments, call(`op.${operation.kind}`, args)]
}

// That a downgrade drops what the upgrade made is no news.
const toldDownwards = ["needs-value"] as const satisfies readonly Hazard["kind"][]
const toldUpwards = [
  ...toldDownwards,
  "drops-data",
  "changes-values",
  "rows-may-break",
  "long-lock",
  "irreversible",
] as const satisfies readonly Hazard["kind"][]

const advice = {
  "drops-data": "What is still needed must be moved before: op.run(async (db) => { … }).",
  "changes-values": "Say what they become where that is not meant: { using: sql`…` }.",
  "needs-value": "Give them a value where there are any: { fill: sql`…` }.",
  "rows-may-break": "Look before: --against-data counts them.",
  "long-lock": "Where the table is large, choose a quiet hour.",
  irreversible: "It can't be taken back.",
} as const

// Hazards of rows, of which a table that was just made has none.
const ofRows: ReadonlySet<Hazard["kind"]> = new Set(["rows-may-break", "long-lock"])

/** Whether an operation is about a table that these operations create. */
function onCreated(operations: readonly Operation[]): (operation: Operation) => boolean {
  const created = new Set(
    operations.flatMap((each) => (each.kind === "createTable" ? [tableKey(each as CreateTable)] : [])),
  )
  return (operation) =>
    "table" in operation &&
    created.has(tableKey(tableOf(operation as Operation & { readonly table: string })))
}

/** A change in one line: `+ hotels.code text`. */
export function summaryOf(operation: Operation, definitions: Definitions | undefined): string {
  const definition = definitionOf(operation, definitions)
  return definition.summary?.(operation) ?? `~ ${definition.describe(operation)}`
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim()
}

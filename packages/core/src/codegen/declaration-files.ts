import { compareText } from "../schema/catalog.ts"
import type { PrintedItem } from "./declared-item.ts"
import { schemaFile, type DeclaredItem } from "./declared-items.ts"
import { group, hardline, indent, join, layout, line, trailingComma, type Doc } from "./layout.ts"
import { quoted } from "./syntax.ts"

/** A printed file. */
export interface PrintedFile {
  /** `schema.ts` */
  readonly name: string
  readonly text: string
}

/** The longest line that is written, where it can be broken. */
const width = 110

/** How files are written. */
export interface FileStyle {
  /** The package that they import from. */
  readonly importFrom: string
  /** `js` has no types, and begins with `// @ts-check`. */
  readonly language: "ts" | "js"
}

/** The files with the items, and the one that makes a schema of them, last. */
export function declarationFiles(printed: readonly PrintedItem[], style: FileStyle): readonly PrintedFile[] {
  const { language } = style
  const byFile = Map.groupBy(inOrderOfNeed(printed), ({ item }) => item.file)
  const own = byFile.get(schemaFile) ?? []
  byFile.delete(schemaFile)
  const others = [...byFile].toSorted(([a], [b]) => compareText(a, b))
  return [
    ...others.map(([file, items]) => ({ name: `${file}.${language}`, text: itemsText(file, items, style) })),
    { name: `${schemaFile}.${language}`, text: schemaText(printed, own, style) },
  ]
}

/** What an item needs stands before it; else they stay as they are. */
function inOrderOfNeed(printed: readonly PrintedItem[]): readonly PrintedItem[] {
  const byItem = new Map(printed.map((one) => [one.item, one]))
  const ordered = new Set<PrintedItem>()
  const open = new Set<PrintedItem>()
  const add = (one: PrintedItem) => {
    if (open.has(one)) return
    open.add(one)
    for (const item of one.needed) add(byItem.get(item)!)
    ordered.add(one)
  }
  for (const one of printed) add(one)
  return [...ordered]
}

function itemsText(file: string, items: readonly PrintedItem[], style: FileStyle): string {
  const imported = new Set(items.flatMap((item) => [...item.imported]))
  const mentioned = items.flatMap((item) => [...item.mentioned]).filter((item) => item.file !== file)
  const imports = [
    ...(imported.size === 0 ? [] : [importLine([...imported].toSorted(compareText), style.importFrom)]),
    ...importsOf(mentioned, style),
  ]
  return text(style, [join(hardline, imports), ...items.map(({ doc }) => doc)])
}

function schemaText(all: readonly PrintedItem[], own: readonly PrintedItem[], style: FileStyle): string {
  const isTyped = style.language === "ts"
  const imported = new Set(["defineSchema", ...own.flatMap((item) => [...item.imported])])
  const imports = [
    importLine(
      [...[...imported].toSorted(compareText), ...(isTyped ? ["type InferDatabase"] : [])],
      style.importFrom,
    ),
    ...importsOf(
      all.map(({ item }) => item).filter((item) => item.file !== schemaFile),
      style,
    ),
  ]
  const names = all.map(({ item }) => item.name)
  const schema: Doc = ["const schema = defineSchema(", names.length === 0 ? "{}" : braces(names), ")"]
  return text(style, [
    join(hardline, imports),
    ...own.map(({ doc }) => doc),
    [schema, hardline, "export default schema"],
    ...(isTyped ? [inferred] : []),
  ])
}

const inferred: Doc = [
  "/** The types of your queries: `new Kysely<Database>(...)`. */",
  hardline,
  "export interface Database extends InferDatabase<typeof schema> {}",
]

function text({ language }: FileStyle, blocks: readonly Doc[]): string {
  const first: Doc = language === "js" ? ["// @ts-check", hardline] : ""
  return layout([first, join([hardline, hardline], blocks), hardline], width)
}

function importsOf(items: readonly DeclaredItem[], { language }: FileStyle): readonly Doc[] {
  const byFile = Map.groupBy(new Set(items), ({ file }) => file)
  return [...byFile]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([file, from]) =>
      importLine(from.map(({ name }) => name).toSorted(compareText), `./${file}.${language}`),
    )
}

function importLine(names: readonly string[], from: string): Doc {
  return ["import ", braces(names), ` from ${quoted(from)}`]
}

function braces(names: readonly string[]): Doc {
  return group("{", indent(line, join([",", line], names)), trailingComma, line, "}")
}

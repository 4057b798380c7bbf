import { type Block, isPlayed, type Page } from "./page.ts"

/** What tests a block of a page, or why nothing does. */
export type Treatment =
  | "compared with the file or the help that it shows"
  | "compiled, and run where it is a revision or a schema"
  | "followed"
  | "played"
  | "written for what is played"
  | "the SQL of the revision before it"
  | "printable"
  | "words of the shell that are there"
  | "a configuration"
  | "answers"
  | `unchecked: ${string}`

/** Says what tests a block; nothing where nothing does. `code` says whether the page is one whose TypeScript is compiled. */
export function treatment(page: Page, block: Block, code: boolean): Treatment | undefined {
  const { language, marks } = block
  if (marks["unchecked"] !== undefined) return `unchecked: ${marks["unchecked"]}`
  if (page.path === "docs/tutorial.md") return "followed"
  if (shells.has(language) || isWorkflow(block)) return "words of the shell that are there"
  if (!code) return undefined
  if (marks["from"] !== undefined || marks["help"] !== undefined)
    return "compared with the file or the help that it shows"
  if (isPlayed(block)) return "played"
  if (language === "ts") return "compiled, and run where it is a revision or a schema"
  if (language === "sql" && page.blocks[page.blocks.indexOf(block) - 1]?.language === "ts")
    return "the SQL of the revision before it"
  if (marks["file"] !== undefined && page.blocks.some(isPlayed)) return "written for what is played"
  if (language === "text") return "printable"
  if (language === "yaml") return "a configuration"
  if (language === "json") return "answers"
  return undefined
}

/** Whether it is a workflow of GitHub's. */
export function isWorkflow({ language, text }: Block): boolean {
  return language === "yaml" && text.startsWith("jobs:")
}

const shells: ReadonlySet<string> = new Set(["sh", "dockerfile"])

import type { Step } from "@aludel/core/dialect"

import { alterTableSteps, type StatementStep } from "./step.ts"

/**
 * Joins what several changes of a table compile to: those that are one plain `alter table`, with comments behind it at
 * most, become one, and the comments follow. What needs other statements stays by itself, where it was.
 *
 * @param compiled the steps of each change
 * @param table the quoted name of the table
 */
export function joined(compiled: readonly (readonly Step[])[], table: string): readonly Step[] {
  const made: Step[] = []
  let actions: string[] = []
  let comments: StatementStep[] = []
  const finish = () => {
    made.push(...alterTableSteps(table, actions), ...comments)
    actions = []
    comments = []
  }
  for (const steps of compiled) {
    const plain = plainly(steps, `alter table ${table} `)
    if (plain === undefined) {
      finish()
      made.push(...steps)
    } else {
      actions.push(plain.action)
      comments.push(...plain.comments)
    }
  }
  finish()
  return made
}

interface Plain {
  readonly action: string
  readonly comments: readonly StatementStep[]
}

// A renaming is a statement of its own to PostgreSQL; looking at the rows comes behind all else.
const alone = /^(?:rename|validate) /

function plainly(steps: readonly Step[], start: string): Plain | undefined {
  const [first, ...comments] = steps.filter((step) => step.kind === "statement")
  if (first === undefined || comments.length + 1 < steps.length) return undefined
  const action = first.sql.slice(start.length)
  const isPlain = first.sql.startsWith(start) && !alone.test(action)
  return isPlain && comments.every(({ sql }) => sql.startsWith("comment on "))
    ? { action, comments }
    : undefined
}

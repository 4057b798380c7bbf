import type { RecordedOperation } from "./applied.ts"

/**
 * What became of the operations of a revision, one line each: `+` those that are new, `-` those that are gone, `~` those
 * that are called the same and differ.
 */
export function operationChanges(
  recorded: readonly RecordedOperation[],
  now: readonly RecordedOperation[],
): readonly string[] {
  const removed = without(recorded, now)
  const added = without(now, recorded)
  const differing = common(removed.map(described), added.map(described))
  const lines = [
    ...differing.map((description) => `~ ${description}`),
    ...without(removed, differing.map(asOperation), described).map(({ description }) => `- ${description}`),
    ...without(added, differing.map(asOperation), described).map(({ description }) => `+ ${description}`),
  ]
  const isReordered = lines.length === 0 && recorded.some(({ hash }, index) => now[index]?.hash !== hash)
  return isReordered ? ["~ the order of the operations"] : lines
}

function without(
  list: readonly RecordedOperation[],
  others: readonly RecordedOperation[],
  key: (operation: RecordedOperation) => string = ({ hash }) => hash,
): readonly RecordedOperation[] {
  const left = counts(others.map(key))
  return list.filter((each) => !taken(left, key(each)))
}

function common(left: readonly string[], right: readonly string[]): readonly string[] {
  const open = counts(right)
  return left.filter((text) => taken(open, text))
}

function counts(texts: readonly string[]): Map<string, number> {
  const counted = new Map<string, number>()
  for (const text of texts) counted.set(text, (counted.get(text) ?? 0) + 1)
  return counted
}

function taken(counted: Map<string, number>, text: string): boolean {
  const left = counted.get(text) ?? 0
  counted.set(text, left - 1)
  return left > 0
}

function described({ description }: RecordedOperation): string {
  return description
}

function asOperation(description: string): RecordedOperation {
  return { description, hash: "" }
}

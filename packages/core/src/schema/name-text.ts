import { AludelError } from "../errors/error.ts"

/**
 * The names in a text, which dots part: `billing.invoices`. A name that has a dot itself, or begins with a quote, stands in
 * double quotes, as in SQL: `billing."my.invoices"`. The types behind the name of a routine stay with it.
 *
 * @param text as people and {@link nameText} write it
 * @param most how many names there may be
 * @throws AludelError `schema/invalid` where there are more
 */
export function namesIn(text: string, most: number): readonly string[] {
  const names = [...text.matchAll(parts)].map(
    ([, quoted = "", rest = ""]) => quoted.slice(1, -1).replaceAll('""', '"') + rest,
  )
  if (names.length <= most) return names
  const closest = nameText([...names.slice(0, most - 1), names.slice(most - 1).join(".")])
  throw new AludelError("schema/invalid", `the name ${text} has a dot too many`, {
    hint: `A dot stands only between names; one that has a dot itself stands in double quotes: ${closest}.`,
  })
}

const parts = /(?:^|\.)("(?:[^"]|"")+"(?=[.(]|$))?([^.(]*(?:\([^]*)?)/g

/** Names with dots between them, those in double quotes that need it: the inverse of {@link namesIn}. */
export function nameText(names: readonly string[]): string {
  return names
    .map((name, index) => {
      const isPlain = index === names.length - 1 ? plainEnd : plain
      return isPlain.test(name) ? name : `"${name.replaceAll('"', '""')}"`
    })
    .join(".")
}

const plain = /^(?!")[^.(]*$/
const plainEnd = /^(?!")[^.(]*(?:\([^]*)?$/

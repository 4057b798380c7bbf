/** What a person does to a revision file in the editor: adds code at the end of `upgrade`. */
export function addToUpgrade(text: string, code: string): string {
  const edited = text.replace(/\n {2}\},\n {2}downgrade\(/, `\n${indented(code)}\n  },\n  downgrade(`)
  if (edited === text) throw new Error("the file has no upgrade to add to")
  return edited
}

/** What a person does to an empty revision file: fills both functions, and imports what they use. */
export function fillRevision(
  text: string,
  code: { readonly upgrade: string; readonly downgrade: string },
): string {
  const edited = text
    .replace(/import \{[^}]*\}/, "import { defineRevision, t }")
    .replace(/upgrade\((?:_?op)?\) \{[^}]*\}/, `upgrade(op) {\n${indented(code.upgrade)}\n  }`)
    .replace(/downgrade\((?:_?op)?\) \{[^}]*\}/, `downgrade(op) {\n${indented(code.downgrade)}\n  }`)
  if (!edited.includes(code.upgrade.trim().split("\n")[0]!))
    throw new Error("the file has no empty functions")
  return edited
}

function indented(code: string): string {
  return code.trim().replaceAll(/^(?=.)/gm, "    ")
}

// Prints the model of the declared schema in the file that is named, as JSON.
import { pathToFileURL } from "node:url"

import { isAludelError, type DeclaredSchema } from "@aludel/core"

try {
  const path = pathToFileURL(process.argv[2]!).href
  const { default: schema } = (await import(path)) as { default: DeclaredSchema<object> }
  process.stdout.write(JSON.stringify(schema["~schema"]))
} catch (error) {
  process.stderr.write(isAludelError(error) ? error.message : String((error as Error).stack))
  process.exitCode = 1
}

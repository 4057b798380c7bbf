import { existsSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { resolve } from "node:path"

import { schemaModule, type LoadedConfig } from "@aludel/config/node"
import { AludelError, type Schema, type SchemaSource } from "@aludel/core"

/**
 * What a schema that was typed is: `declared`, `database`, `revisions`, `revisions:TARGET`, or a file by its ending. A path
 * is relative to the working folder.
 *
 * @throws AludelError `cli/usage` where it is none of these, `generate/invalid-schema` where the file holds no schema
 */
export async function schemaSource(config: LoadedConfig, text: string): Promise<SchemaSource> {
  if (text === "declared" || text === "database" || text === "revisions") return text
  if (text.startsWith("revisions:")) return text as `revisions:${string}`
  const path = resolve(config.options.cwd, text)
  if (!existsSync(path)) throw unknown(text)
  if (/\.[cm]?[jt]s$/.test(path)) return schemaModule(config, path)
  if (path.endsWith(".sql")) return { sql: await readFile(path, "utf8") }
  if (path.endsWith(".json")) return model(text, await readFile(path, "utf8"))
  throw unknown(text)
}

function model(shown: string, text: string): Schema {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch (cause) {
    throw invalid(`${shown} is no JSON: ${(cause as Error).message}`, cause)
  }
  const nodes = typeof read === "object" && read !== null && "nodes" in read ? read.nodes : undefined
  const isModel =
    Array.isArray(nodes) && nodes.every((node) => typeof node === "object" && node !== null && "kind" in node)
  if (!isModel) throw invalid(`${shown} is no model of a schema: it has no list of nodes`)
  return read as Schema
}

function invalid(message: string, cause?: unknown): AludelError {
  return new AludelError("generate/invalid-schema", message, {
    cause,
    hint: 'A model is { "nodes": [{ "kind": "table", "name": "hotels" }, …] }, as `aludel pull --json` has it under `schema`.',
  })
}

function unknown(text: string): AludelError {
  return new AludelError("cli/usage", `${text} is no schema: neither a word that diff knows nor a file.`, {
    hint: "Write declared, database, revisions, revisions:TARGET, or the path of a .ts, .js, .json or .sql file.",
  })
}

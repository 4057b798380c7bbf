import type { Printers } from "../codegen/scope.ts"
import type { Dialect } from "../dialect/dialect.ts"
import { AludelError } from "../errors/error.ts"
import type { Operation } from "../operations/definition.ts"
import { newHeader } from "../revisions/create.ts"
import { newId } from "../revisions/file-name.ts"
import type { RevisionGraph } from "../revisions/graph.ts"
import type { RevisionHeader } from "../revisions/revision.ts"
import type { RevisionSource } from "../revisions/source.ts"
import type { RunContext } from "../runner/context.ts"
import { noSchema } from "./check.ts"
import type { GenerateKeys, MergeOptions, NewRevision, NewRevisionOptions } from "./new-revision-options.ts"
import type { MigratorOptions } from "./options.ts"

/** What writing a revision needs. */
export interface Writer {
  readonly source: RevisionSource
  readonly dialect: Dialect
  now(): Date
}

/** Writes an empty revision, or, where asked, one that autogenerate fills; checks everything before it writes. */
export async function write(
  context: RunContext,
  { source, schema, autogenerate: settings, proveOn }: MigratorOptions,
  request: NewRevisionOptions,
): Promise<NewRevision> {
  const writer = { source, dialect: context.dialect, now: context.now }
  if (request.autogenerate !== true) return writeNew(context.graph, writer, request)
  if (schema === undefined) throw noSchema("autogenerate")
  const header = headerFor(context.graph, writer, request, request.head)
  const { generate } = await import("../generate/generate.ts")
  const {
    ask = async () => undefined,
    renames,
    offline,
    only,
    proof,
    againstData,
    allowEmpty = false,
  } = request
  const said = { ask, renames, offline, only, proof, proveOn, againstData, settings }
  const { unmanaged, ...generated } = await generate(context, schema, said)
  if (generated.upgrade.length === 0 && !allowEmpty)
    return { parents: header.parents, summary: [], unmanaged }
  const body = { ...generated, printers: settings?.print }
  return { ...(await print(writer, header, request, body)), unmanaged }
}

/** Writes an empty revision. */
export function writeNew(
  graph: RevisionGraph,
  writer: Writer,
  request: Omit<NewRevisionOptions, GenerateKeys>,
): Promise<NewRevision> {
  return writeWith(graph, writer, request, { upgrade: [], downgrade: [] })
}

/** Writes a revision with these operations. */
export function writeWith(
  graph: RevisionGraph,
  writer: Writer,
  request: Omit<NewRevisionOptions, GenerateKeys>,
  body: Body,
): Promise<NewRevision> {
  return print(writer, headerFor(graph, writer, request, request.head), request, body)
}

/** Writes a revision that joins others, by default all heads. */
export async function writeMerge(
  graph: RevisionGraph,
  writer: Writer,
  request: MergeOptions,
): Promise<NewRevision> {
  const unnamed = headerFor(graph, writer, { ...request, message: "" }, request.revisions ?? ["heads"])
  const { parents } = unnamed
  if (parents.length < 2) {
    const message =
      parents.length === 0
        ? "there is nothing to merge: no revision has been written yet"
        : `there is nothing to merge: ${parents[0]} is the only revision`
    throw new AludelError("revision/nothing-to-merge", message, { hint: "aludel heads" })
  }
  const header = { ...unnamed, message: request.message ?? `merge ${parents.join(" and ")}` }
  return print(writer, header, request, { upgrade: [], downgrade: [] })
}

function headerFor(
  graph: RevisionGraph,
  writer: Writer,
  request: Omit<NewRevisionOptions, "head">,
  head: string | readonly string[] | undefined,
): RevisionHeader {
  return newHeader(graph, {
    id: request.id ?? newId(globalThis.crypto.getRandomValues(new Uint8Array(6))),
    message: request.message,
    description: request.description,
    heads: typeof head === "string" ? [head] : head,
    splice: request.splice,
    branchLabels: request.branchLabels,
    dependsOn: request.dependsOn,
    created: `${writer.now().toISOString().slice(0, 19)}Z`,
  })
}

/** What a revision does, both ways. */
export interface Body {
  /** What the file is to say besides. Default: nothing. */
  readonly notes?: readonly string[]
  readonly upgrade: readonly Operation[]
  readonly downgrade: readonly Operation[]
  readonly printers?: Printers | undefined
}

async function print(
  { source, dialect }: Writer,
  header: RevisionHeader,
  { folder, language, template }: Pick<NewRevisionOptions, "folder" | "language" | "template">,
  body: Body,
): Promise<NewRevision> {
  if (source.write === undefined)
    throw new AludelError("revision/invalid", "this source of revisions is read-only", {
      hint: "Use folder() of @aludel/core/node.",
    })
  // An application that upgrades at boot prints nothing, and need not load what prints.
  const { printRevision } = await import("../codegen/revision.ts")
  const { text, summary } = printRevision({
    header,
    ...body,
    language,
    template,
    definitions: dialect.operations,
    hazards: (operation) => dialect.hazards?.(operation, undefined) ?? [],
  })
  const location = await source.write({
    header,
    text,
    ...(folder === undefined ? {} : { folder }),
    ...(template === undefined ? {} : { readBack: true }),
  })
  return { id: header.id, parents: header.parents, location, text, summary, unmanaged: [] }
}

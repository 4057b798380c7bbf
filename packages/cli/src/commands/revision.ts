import type { Command } from "commander"

import { printNewRevision } from "../print/new-revision.ts"
import { collect, type Globals, optionsOf } from "../project/globals.ts"
import { fileStyle } from "../project/project.ts"
import { withHistory } from "../project/with-history.ts"
import { withMigrator } from "../project/with-migrator.ts"
import { type AnswerOptions, asker } from "../questions/asker.ts"

interface RevisionOptions extends AnswerOptions {
  readonly message: string
  readonly description?: string
  readonly autogenerate?: true
  readonly offline?: true
  readonly only?: readonly string[]
  readonly allowEmpty?: true
  readonly proof: boolean
  readonly againstData?: true
  readonly head?: readonly string[]
  readonly splice?: true
  readonly branchLabel?: readonly string[]
  readonly dependsOn?: readonly string[]
  readonly revId?: string
  readonly versionPath?: string
}

/** `aludel revision`: a new revision, empty or from the difference between the declared schema and the database. */
export function revision(program: Command): void {
  program
    .command("revision")
    .alias("generate")
    .description("write a new revision; as `generate`, with --autogenerate")
    .option("-m, --message <text>", "what it does", "empty message")
    .option("--description <text>", "more about it than one line holds")
    .option("--autogenerate", "compare the declared schema with the database and write the difference")
    .option(
      "--offline",
      "compare with what the revisions give, no database at hand (default: where none is configured)",
    )
    .option("--only <table>", "only its changes, with what they depend on; repeatable", collect)
    .option("--allow-empty", "write a file even where there is nothing to do")
    .option(
      "--fill <table.column=SQL>",
      "what the rows that exist get in a new NOT NULL column; repeatable",
      collect,
    )
    .option(
      "--using <table.column=SQL>",
      "what the values of a column become in a type that does not hold them all; repeatable",
      collect,
    )
    .option("--using-back <table.column=SQL>", "the same for the downgrade; repeatable", collect)
    .option(
      "--rename <old=new>",
      "a table or a column that is called otherwise now: hotels.code=short_code, hotels=inns; repeatable",
      collect,
    )
    .option("--not-renamed <old>", "what goes, though something like it is new; repeatable", collect)
    .option("--drop <table>", "drop a table that is no longer declared; repeatable", collect)
    .option("--keep <table>", "leave a table alone that is no longer declared; repeatable", collect)
    .option(
      "--against-data",
      "look at the rows of the database: ask only what concerns some, refuse what some would break",
    )
    .option("--no-proof", "write it without running it on a scratch; the file then says so")
    .option(
      "--decisions <file>",
      "answers as JSON, in the form in which questions are printed; repeatable",
      collect,
    )
    .option(
      "--head <revision>",
      "what it follows: a head, or `base` (default: head); several make a merge",
      collect,
    )
    .option("--splice", "allow a revision that is no head: starts a branch")
    .option("--branch-label <label>", "a name for the line that begins here; repeatable", collect)
    .option(
      "--depends-on <revision>",
      "a revision of another branch that must be applied before; repeatable",
      collect,
    )
    .option("--rev-id <id>", "the id (default: 12 random hex digits)")
    .option("--version-path <folder>", "the folder to write into, where there are several")
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<RevisionOptions>(command)
      const autogenerate = options.autogenerate ?? command.parent?.args[0] === "generate"
      printNewRevision(options, autogenerate ? await generated(options) : await empty(options))
    })
}

function empty(options: RevisionOptions & Globals) {
  return withHistory(options, async (history, { config }) =>
    history.revision({ ...request(options), ...(await fileStyle(config)) }),
  )
}

async function generated(options: RevisionOptions & Globals) {
  const { proof, againstData } = options
  const answers = await asker(options)
  const { only, allowEmpty } = options
  const needs = { schema: true, offline: options.offline ?? "where no database is configured" } as const
  return withMigrator(options, needs, async (migrator, { config, offline }, signal) =>
    migrator.revision({
      ...request(options),
      ...answers,
      ...(await fileStyle(config)),
      autogenerate: true,
      offline,
      only,
      allowEmpty,
      proof,
      againstData,
      signal,
    }),
  )
}

function request(options: RevisionOptions) {
  const {
    branchLabel: branchLabels,
    dependsOn,
    description,
    head,
    message,
    splice,
    revId: id,
    versionPath,
  } = options
  return { message, description, head, splice, branchLabels, dependsOn, id, folder: versionPath }
}

import { type Command, InvalidArgumentError, Option } from "commander"

import type { RunOptions } from "@aludel/core"

/** How a run goes, as typed. */
export interface TypedRunOptions {
  readonly transaction?: "run" | "revision" | "none"
  readonly lockTimeout?: number
  readonly statementLockTimeout?: number
  readonly done?: true
  readonly notDone?: true
}

/** Adds the options that say how a run goes to a command. */
export function addRunOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--transaction <mode>",
        "one transaction for the run, for each revision, or none around them all",
      ).choices(["run", "revision", "none"]),
    )
    .option("--lock-timeout <ms>", "how long to wait for another run", milliseconds)
    .option(
      "--statement-lock-timeout <ms>",
      "how long a statement may wait for a lock before its transaction is run again",
      milliseconds,
    )
    .addOption(new Option("--done", "the step that was interrupted took effect: go on behind it"))
    .addOption(
      new Option("--not-done", "the step that was interrupted took no effect: run it again").conflicts(
        "done",
      ),
    )
}

/** What was typed, as core takes it. */
export function runOptions(typed: TypedRunOptions): RunOptions {
  const { transaction, lockTimeout, statementLockTimeout, done, notDone } = typed
  return {
    transaction: transaction === "none" ? false : transaction,
    lockTimeout,
    statementLockTimeout,
    interrupted: done ? "done" : notDone ? "not-done" : undefined,
  }
}

function milliseconds(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  throw new InvalidArgumentError("It takes a number of milliseconds.")
}

import { AludelError } from "../../errors/error.ts"
import type { Sql, SqlData } from "../../sql/sql.ts"
import { sqlArgument, type DataCode, type Definition, type Operation } from "../definition.ts"
import type { RunCode } from "../operation.ts"
import { present } from "../present.ts"
import { effectArgument, recorded, withEffect, type Effect } from "./sql.ts"

/** `op.run(...)` */
export interface MakeRun {
  /**
   * Runs data code with a live Kysely handle.
   *
   * @param fn awaited when its turn comes, inside the run's transaction
   * @param options `offline`: what a script of SQL prints in its place (default: making one is refused);
   *   `effect`: what it changes in the schema (default: nothing)
   */
  (
    fn: DataCode,
    options?: { readonly offline?: Sql | undefined; readonly effect?: Effect | undefined },
  ): RunCode
}

/** Data code; `apply` of its effect is handed in, since only the registry knows all kinds. */
export function runKind(
  applyAll: Definition<Operation & { readonly effect: readonly Operation[] }>["apply"],
): Definition<RunCode> & { readonly make: MakeRun } {
  return {
    kind: "run",
    isWritten: true,
    make(fn, options = {}) {
      if (typeof fn !== "function") throw notCode(fn)
      const effect = recorded(options.effect)
      return present({
        kind: "run",
        fn,
        offline: options.offline === undefined ? undefined : plain(options.offline),
        effect,
      })
    },
    prepare: ([fn, options], recording) => [
      fn,
      withEffect(options as { readonly effect?: Effect } | undefined, recording.record),
    ],
    arguments({ fn, offline, effect }) {
      const options = present({
        offline: offline === undefined ? undefined : sqlArgument(offline),
        effect: effect === undefined ? undefined : effectArgument(effect),
      })
      return [{ "~print": "code", text: String(fn) }, ...(Object.keys(options).length === 0 ? [] : [options])]
    },
    describe: () => "run data code",
    reverse: () => ({ irreversible: "it runs data code" }),
    apply(operation, catalog) {
      if (operation.effect !== undefined) applyAll({ ...operation, effect: operation.effect }, catalog)
    },
    compile: ({ fn, offline }) => [present({ kind: "run" as const, fn, offline })],
  }
}

function plain({ fragments, parts }: SqlData): SqlData {
  return { fragments: [...fragments], parts: [...parts] }
}

function notCode(given: unknown): AludelError {
  return new AludelError("operation/invalid", `op.run takes a function, but was given ${typeof given}`, {
    hint: "Write op.run(async (db) => { await … }).",
  })
}

import { readdirSync, rmSync } from "node:fs"
import { join, resolve } from "node:path"
import { defineConfig, type OutputOptions, type Plugin, type RolldownOptions } from "rolldown"

type CodeSplitting = Exclude<NonNullable<OutputOptions["codeSplitting"]>, boolean>

/** Modules by the name of the file that they begin. */
export type Stages = Readonly<Record<string, readonly string[]>>

/**
 * Which modules share a file: each of these modules with all that it imports statically, in this order. What an earlier one
 * brought is not there again. Loading costs by the file, not by the byte.
 */
export function stages(modules: Stages): CodeSplitting {
  let stageOf: ReadonlyMap<string, string> | undefined
  return {
    groups: Object.keys(modules).map((stage, index, all) => ({
      debugName: stage,
      priority: all.length - index,
      name(id, modulesOf) {
        stageOf ??= closures(modules, (each) => modulesOf.getModuleInfo(each)?.importedIds ?? [])
        return stageOf.get(id) === stage ? stage : null
      },
    })),
  }
}

/** How a package becomes its entries and few files more; their types are TypeScript's own, one file to a module. */
export function packageBundle(
  entries: Readonly<Record<string, string>>,
  shared: Stages = {},
): RolldownOptions {
  return defineConfig({
    input: { ...entries },
    platform: "neutral",
    external: (id) => !/^[./]|^[a-z]:\\/i.test(id),
    plugins: [clean()],
    output: {
      dir: "dist",
      chunkFileNames: "[name].js",
      sourcemap: true,
      sourcemapExcludeSources: true, // the sources are published beside
      // What people read stands in the types; what bundlers read stays.
      comments: { jsdoc: false, annotation: true, legal: true },
      minifyInternalExports: false,
      codeSplitting: stages(shared),
    },
  })
}

/** Takes away what an earlier build wrote: chunks come and go. */
function clean(): Plugin {
  return {
    name: "clean",
    buildStart() {
      for (const path of readdirSync("dist", { recursive: true, encoding: "utf8" }))
        if (/\.js(?:\.map)?$/.test(path)) rmSync(join("dist", path))
    },
  }
}

function closures(modules: Stages, imported: (id: string) => readonly string[]): ReadonlyMap<string, string> {
  const stageOf = new Map<string, string>()
  for (const [stage, paths] of Object.entries(modules)) {
    const open = paths.map((path) => resolve(path))
    for (const id of open) {
      if (stageOf.has(id)) continue
      stageOf.set(id, stage)
      open.push(...imported(id))
    }
  }
  return stageOf
}

/**
 * Lets dynamic imports lead straight to the file that holds what is imported, where the bundler puts one between that only
 * exports again. Names must be kept (`minifyInternalExports: false`).
 */
export function straight(): Plugin {
  return {
    name: "straight",
    generateBundle(_, bundle) {
      const targets = new Map<string, string>()
      for (const [file, chunk] of Object.entries(bundle)) {
        const target =
          chunk.type === "chunk" &&
          !chunk.isEntry &&
          /^export\{[\w$,]+\}from"\.\/(.+)";\n?$/.exec(chunk.code)?.[1]
        if (!target) continue
        targets.set(file, target)
        delete bundle[file]
      }
      for (const chunk of Object.values(bundle))
        if (chunk.type === "chunk")
          chunk.code = chunk.code.replace(/\bimport\(`\.\/([^`]+)`\)/g, (all, file: string) => {
            const target = targets.get(file)
            return target === undefined ? all : `import("./${target}")`
          })
    },
  }
}

import type { Plugin } from "rolldown"

/** What is loaded when it is called, for few commands call it. */
const lazy: ReadonlySet<string> = new Set(["child_process", "readline/promises"])

/** Left as they are: what must load on any old Node asks for no more. */
const plain: ReadonlySet<string> = new Set(["module"])

/**
 * Takes the modules of Node from the process itself. An `import` of one makes Node look at everything that it exports, which
 * makes streams, promises and more that a command of ten milliseconds never uses: a third of that.
 */
export function builtins(): Plugin {
  return {
    name: "builtins",
    resolveId: (id) => (id.startsWith("node:") && !plain.has(id.slice(5)) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith("\0node:")) return undefined
      const name = id.slice(6)
      const module = process.getBuiltinModule(id.slice(1) as "node:fs") as unknown as Record<string, unknown>
      const own = Object.keys(module).filter((key) => /^[a-z]\w*$/i.test(key) && key !== "default")
      const builtin = `process.getBuiltinModule("node:${name}")`
      if (lazy.has(name)) {
        const calls = own.filter((key) => typeof module[key] === "function" && /^[a-z]/.test(key))
        const lines = calls.map((key) => `export const ${key} = (...args) => ${builtin}.${key}(...args)`)
        return `${lines.join("\n")}\nexport default { ${calls.join(", ")} }`
      }
      if (name === "process") return "export default process"
      const lines = own.map((key) => `export const ${key} = builtin.${key}`)
      return `const builtin = ${builtin}\n${lines.join("\n")}\nexport default builtin`
    },
  }
}

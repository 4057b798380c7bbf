import { isAludelError } from "../errors/error.ts"
import { told } from "../errors/driver-error.ts"

type Methods<T> = { readonly [K in keyof T]: (...args: never[]) => Promise<unknown> }

/**
 * An object whose methods are loaded on the first call of one. Schema and revision files import the entry that holds
 * this; they must not pay for a runner that they never call. What a driver throws is told as what the database said.
 *
 * @param names the methods, all of them
 */
export function lazily<T extends Methods<T>>(
  names: { readonly [K in keyof T]: true },
  load: () => Promise<T>,
): T {
  let loading: Promise<T> | undefined
  const call = async (name: keyof T, args: never[]) => {
    loading ??= load()
    try {
      return await (await loading)[name](...args)
    } catch (error) {
      throw isAludelError(error) ? error : told(error)
    }
  }
  const methods = Object.keys(names).map((name) => [name, (...args: never[]) => call(name as keyof T, args)])
  return Object.fromEntries(methods) as T
}

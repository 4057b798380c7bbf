/** An object type whose keys that may be `undefined` are optional instead. */
export type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** The object without the keys whose value is `undefined`: what is absent in an operation is an absent key. */
export function present<const T extends object>(object: T): Present<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Present<T>
}

/** Freezes plain objects and lists all the way down, and gives the value back; functions, dates and bytes stay as they are. */
export function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value))
    return value
  if (value instanceof Date) return value
  for (const inner of Object.values(value)) frozen(inner)
  return Object.freeze(value)
}

/** The last argument of an operation as a list: the options that are set, or nothing where none is. */
export function optionArgument<const T extends object>(options: T): readonly Present<T>[] {
  const set = present(options)
  return Object.keys(set).length === 0 ? [] : [set]
}

/** Whether an operation is to do nothing where there is nothing to do. */
export function isConditional(operation: { readonly ifExists?: true; readonly ifNotExists?: true }): boolean {
  return operation.ifExists === true || operation.ifNotExists === true
}

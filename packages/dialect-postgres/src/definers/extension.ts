import { definedObject, type AnyObject } from "@aludel/core/dialect"

/** What is said about an extension. */
export interface ExtensionOptions {
  /** The version. Default: any, and the server's newest where it is installed. */
  readonly version?: string | undefined
  /** The schema that its objects lie in, which must be declared: `namespace("extensions")`. Default: the default schema, or the one that it insists on. */
  readonly schema?: string | undefined
  /** What people say about it. Default: what it says about itself. */
  readonly comment?: string | undefined
}

/**
 * An extension that is installed: `extension("citext")`.
 *
 * @param name its name
 * @param options what is said about it
 * @see https://www.postgresql.org/docs/current/sql-createextension.html
 */
export function extension(name: string, options: ExtensionOptions = {}): AnyObject {
  const { version, schema, comment } = options
  return definedObject({ type: "extension", name, options: { version, schema }, comment })
}

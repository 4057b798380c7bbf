import { readFileSync, rmSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { AludelError } from "../errors/error.ts"
import { revisionFileName, type FileNameOptions } from "../revisions/file-name.ts"
import { isUnreadable } from "../revisions/problems.ts"
import type {
  HeaderOptions,
  LocatedHeader,
  RevisionFile,
  RevisionSource,
  UnreadableHeader,
} from "../revisions/source.ts"
import { importRevision } from "./import-revision.ts"
import { display, revisionFiles } from "./revision-files.ts"
import { readHeader, type TextHash } from "./read-header.ts"
import { writeWhole } from "./write-whole.ts"

/** How a folder of revisions is read and written. */
export interface FolderOptions extends FileNameOptions {
  /** Whether folders in it hold revisions too. Default: no. */
  readonly recursive?: boolean | undefined
  /** What paths are relative to, also those in messages. Default: the working directory. */
  readonly cwd?: string | undefined
  /** Done with each file once it is written, for example formatting; where it throws, the file is taken away again. Default: nothing. */
  afterWrite?(path: string): Promise<void>
}

/**
 * Revisions in files: `.ts`, `.mts`, `.js` and `.mjs`, one to a file. Headers are read without running anything where
 * they are written literally. Declarations, source maps, hidden files, a `.js` beside its `.ts`, and modules that are
 * no revisions are passed over; a folder that is not there holds none.
 *
 * @param paths one folder or several, as paths or `file:` URLs
 */
export function folder(
  paths: string | URL | readonly (string | URL)[],
  options: FolderOptions = {},
): RevisionSource {
  const cwd = resolve(options.cwd ?? ".")
  const folders = [paths].flat().map((path) => (isUrl(path) ? fileURLToPath(path) : resolve(cwd, path)))
  let known: ReadonlyMap<string, Located> = new Map()

  const read = async ({ textHashes = false }: HeaderOptions = {}): Promise<readonly Located[]> => {
    const hash = textHashes ? await sha256() : undefined
    const files = revisionFiles(folders, { recursive: options.recursive ?? false, cwd })
    const found: Located[] = []
    for (const { path, location } of files) {
      const scanned = readHeader(path, location, hash)
      // Few files have to be imported, and a promise for each of ten thousand would be felt.
      const header = scanned instanceof Promise ? await scanned : scanned
      if (header !== undefined) found.push({ path, header })
    }
    known = new Map(
      found.flatMap((each) => (isUnreadable(each.header) ? [] : [[each.header.id, each] as const])),
    )
    return found
  }
  const find = async (id: string): Promise<{ readonly path: string; readonly header: LocatedHeader }> => {
    if (!known.has(id)) await read()
    const found = known.get(id)
    if (found === undefined || isUnreadable(found.header)) throw absent(id, folders, cwd)
    return { path: found.path, header: found.header }
  }
  return {
    headers: async (asked) => (await read(asked)).map(({ header }) => header),
    load: async (id) => {
      const { path, header } = await find(id)
      return importRevision(path, header)
    },
    text: async (id) => unified((await find(id)).path),
    write: async (file) => {
      const into = await folderFor(file, folders, cwd, find)
      const { created = new Date().toISOString(), id, message } = file.header
      const extension = file.extension ?? options.extension
      const path = resolve(into, revisionFileName({ id, message, created }, { ...options, extension }))
      writeWhole(path, file.text, display(path, cwd))
      try {
        await options.afterWrite?.(path)
        await refuseOther(file, path, display(path, cwd))
      } catch (error) {
        rmSync(path, { force: true })
        throw error
      }
      return display(path, cwd)
    },
  }
}

/** Whatever a template or a command made of it, the file must be the revision that was meant. */
async function refuseOther(
  { header, readBack }: RevisionFile,
  path: string,
  location: string,
): Promise<void> {
  const found = await readHeader(path, location)
  if (found === undefined || isUnreadable(found) || found.id !== header.id) {
    const what =
      found !== undefined && isUnreadable(found) ? found.problem : "it is another revision, or none"
    throw new AludelError("revision/invalid", `${location} is not what was to be written: ${what}`, {
      hint: "No file was written. Look at the template of revisions, and at the commands that are run on each file.",
      details: { location },
    })
  }
  if (readBack) await importRevision(path, found)
}

interface Located {
  readonly path: string
  readonly header: LocatedHeader | UnreadableHeader
}

async function folderFor(
  { folder: named, header }: RevisionFile,
  folders: readonly string[],
  cwd: string,
  find: (id: string) => Promise<{ readonly path: string }>,
): Promise<string> {
  const [first] = folders
  if (first === undefined)
    throw new AludelError("config/invalid", "no folder of revisions is given", {
      hint: 'Name one: folder("migrations").',
    })
  if (named !== undefined) {
    const path = resolve(cwd, named)
    if (folders.some((each) => path === each || path.startsWith(`${each}/`))) return path
    const list = folders.map((each) => display(each, cwd)).join(", ")
    throw new AludelError(
      "config/invalid",
      `Path ${named} is not represented in current version locations: ${list}`,
      { hint: "Name one of them." },
    )
  }
  const [parent] = header.parents
  return parent === undefined ? first : dirname((await find(parent)).path)
}

function absent(id: string, folders: readonly string[], cwd: string): AludelError {
  const list = folders.map((each) => display(each, cwd)).join(", ")
  return new AludelError("revision/not-found", `Can't locate revision identified by '${id}' in ${list}`, {
    hint: "To see what there is, run: aludel history",
  })
}

// Most commands ask for no hash, and need not load what makes one.
async function sha256(): Promise<TextHash> {
  const { hash } = await import("node:crypto")
  return (text) => hash("sha256", text)
}

/** The text of a file with its line ends unified. */
function unified(path: string): string {
  return readFileSync(path, "utf8").replace(/\r\n?/g, "\n")
}

function isUrl(path: string | URL): path is URL {
  return path instanceof URL || path.startsWith("file:")
}

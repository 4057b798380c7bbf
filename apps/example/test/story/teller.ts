/** What a run did, or why it was refused. */
export type Outcome =
  | { readonly ran: readonly string[]; readonly heads: readonly string[] }
  | { readonly refused: string; readonly message: string }

/** How the story is told: by typing commands, or by calling the library. Paths are relative to the project. */
export interface Teller {
  /** Whether the Kysely that is handed over has the plugin that makes `hotelId` of `hotel_id`. */
  readonly camelCase: boolean
  /** Writes a revision; gives its path, or why it was refused. */
  revision(options: {
    readonly id: string
    readonly message: string
    readonly autogenerate?: true
    readonly head?: string
    readonly splice?: true
  }): Promise<string | Outcome>
  /** Joins all heads; gives the path. */
  merge(options: { readonly id: string; readonly message: string }): Promise<string>
  upgrade(to: string): Promise<Outcome>
  downgrade(to: string): Promise<Outcome>
  current(): Promise<readonly string[]>
  heads(): Promise<readonly string[]>
  /** Newest first, each with whether it is applied or where it stands. */
  history(): Promise<readonly string[]>
  /** The codes of what `check` finds. */
  check(): Promise<readonly string[]>
  /** Says that nothing more is asked. */
  end(): Promise<void>
}

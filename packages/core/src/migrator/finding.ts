/** Something that `check` found. */
export interface Finding {
  /**
   * `multiple-heads`: lines that are not merged · `edited`: an applied revision says
   * something else than what was applied · `not-up-to-date`: revisions not applied · `drift`: the database is not as
   * its revisions made it · `pending-changes`: the declaration has what no revision makes
   */
  readonly code: "pending-changes" | "multiple-heads" | "not-up-to-date" | "drift" | "edited"
  readonly message: string
  readonly hint: string
  /** One line each. */
  readonly details: readonly string[]
}

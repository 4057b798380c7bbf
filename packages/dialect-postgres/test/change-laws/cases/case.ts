/** Two schemas as SQL, and the operations that lead from the one to the other, as they describe themselves. */
export interface WrittenCase {
  /** An issue of another tool that the case answers stands in brackets, a section of what was seen of Alembic with its number. */
  readonly name: string
  readonly from: string
  readonly to: string
  readonly operations: readonly string[]
}

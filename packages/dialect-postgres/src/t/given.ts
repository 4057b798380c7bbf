import type { Column } from "@aludel/core"

/** What pg gives for an array of the type, where that is no list of what it gives for one. For types only. */
export interface ArrayGiven<A> {
  readonly "~array"?: A
}

/** A column of a type whose arrays pg does not parse: it gives their text. */
export type Unparsed<S, I = S, U = I> = Column<S, I, U> & ArrayGiven<string>

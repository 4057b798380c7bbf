import { column } from "@aludel/core/dialect"
import type { Column } from "@aludel/core"

import type { Unparsed } from "./given.ts"

/** A point as pg gives it. */
export interface Point {
  x: number
  y: number
}

/** A circle as pg gives it. */
export interface Circle {
  x: number
  y: number
  radius: number
}

/** Points and shapes of the plane; text is inserted. */
export const geometry = {
  /** A point; insert `(1,2)`. */
  point: (): Column<Point, string, string> => column("point"),

  /** A line without end, as its text: `{1,2,3}`. */
  line: (): Unparsed<string> => column("line"),

  /** A line between two points, as its text: `[(1,2),(3,4)]`. */
  lseg: (): Unparsed<string> => column("lseg"),

  /** A rectangle, as its text: `(3,4),(1,2)`. */
  box: (): Unparsed<string> => column("box"),

  /** A path of points, closed or open, as its text: `((1,2),(3,4))`, `[(1,2),(3,4)]`. */
  path: (): Unparsed<string> => column("path"),

  /** A polygon, as its text: `((1,2),(3,4),(5,0))`. */
  polygon: (): Unparsed<string> => column("polygon"),

  /** A circle; insert `<(1,2),3>`. */
  circle: (): Unparsed<Circle, string> => column("circle"),
} as const

import type { DefinedKind } from "@aludel/core/dialect"

import { compositeType } from "./composite-type.ts"
import { domain } from "./domain.ts"
import { extension } from "./extension.ts"
import { materializedView } from "./materialized-view.ts"
import { policy } from "./policy.ts"
import { rangeType } from "./range-type.ts"
import { procedure, storedFunction } from "./routine.ts"
import { sequence } from "./sequence.ts"
import { trigger } from "./trigger.ts"
import { view } from "./view.ts"

/** What PostgreSQL has besides tables and enums, by type. */
export const objects = {
  extension,
  domain,
  "composite type": compositeType,
  "range type": rangeType,
  sequence,
  function: storedFunction,
  procedure,
  view,
  "materialized view": materializedView,
  trigger,
  policy,
} satisfies Readonly<Record<string, DefinedKind>>

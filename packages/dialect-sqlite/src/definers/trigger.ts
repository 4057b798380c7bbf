import type { AnyTable, Sql } from "@aludel/core"
import {
  definedObject,
  objectName,
  sqlText,
  type AnyObject,
  type Columns,
  type View,
} from "@aludel/core/dialect"

/**
 * A trigger: `` trigger("touch", hotels, "AFTER UPDATE OF code", sql`begin update hotels set seen = 0; end`) ``.
 *
 * @param name its name
 * @param table the table or view that it stands on, or its name
 * @param timing when it fires: `AFTER INSERT`, `BEFORE UPDATE OF code, stars`, `INSTEAD OF DELETE`
 * @param definition what stands behind the table in `create trigger`
 * @throws AludelError `schema/invalid` where the definition holds a value without a literal
 * @see https://sqlite.org/lang_createtrigger.html
 */
export function trigger(
  name: string,
  table: AnyTable | View<string, Columns> | string,
  timing: string,
  definition: Sql,
): AnyObject {
  const on =
    typeof table === "string" ? table : "~table" in table ? table["~table"].name : table["~view"].name
  const { schema, name: owner } = objectName(on)
  return definedObject({
    type: "trigger",
    ...(schema === undefined ? {} : { schema }),
    table: owner,
    name,
    definition: sqlText(definition),
    options: { timing: timing.trim() },
  })
}

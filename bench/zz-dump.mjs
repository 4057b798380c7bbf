import { columnsQuery } from "../packages/dialect-postgres/src/reading/columns.ts"
import { constraintsQuery } from "../packages/dialect-postgres/src/reading/constraints.ts"
import { indexesQuery } from "../packages/dialect-postgres/src/reading/indexes.ts"
import { objectsQuery } from "../packages/dialect-postgres/src/reading/objects.ts"
import { relationsQuery } from "../packages/dialect-postgres/src/reading/relations.ts"
import { floor } from "./introspect/floor.mjs"
const source = { version: 180000, schemas: "2200", viewColumns: false }
for (const [name, q] of Object.entries({ relations: relationsQuery, objects: objectsQuery, columns: columnsQuery, constraints: constraintsQuery, indexes: indexesQuery })) console.log("-- " + name + "\n" + q(source))
floor.forEach((q, i) => console.log("-- floor " + i + "\n" + q))

// What schema, revision and application files import. Loads neither Kysely nor a driver.
export { AludelError, isAludelError, type ErrorCode } from "./errors/error.ts"
export { sql, type Sql } from "./sql/sql.ts"

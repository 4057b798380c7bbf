export { createDatabase } from "./database.ts"
export { startPostgres, type PostgresServer } from "./server.ts"
export { installedMajor, installMajor } from "./majors.ts"

export { createDatabase } from "./database.ts"
export { startPostgres, type PostgresServer, type ServerOptions } from "./server.ts"
export { installedMajor, installMajor } from "./majors.ts"

/** What `psql` said of a statement that failed. */
export interface PsqlError {
  readonly message: string
  readonly statement: string
}

/** The errors in what `psql --echo-errors` wrote. */
export function psqlErrors(said: string): readonly PsqlError[] {
  return said.split(/^(?=(?:psql:[^\n]*?: )?(?:ERROR|FATAL|error|psql: error): )/m).flatMap((block) => {
    const [, message] = /^(?:psql:[^\n]*?: )?(?:ERROR|FATAL|error|psql: error): +([^\n]*)/.exec(block) ?? []
    if (message === undefined) return []
    return [{ message, statement: /^STATEMENT: +(.*)$/ms.exec(block)?.[1] ?? "" }]
  })
}

/** Whether the database is the one that was dumped all the same: what every database has exists, what is to be dropped does not. */
export function isTolerable({ message, statement }: PsqlError): boolean {
  if (/^(?:schema "public"|language "plpgsql"|role ".+") already exists$/.test(message)) return true
  return /\bdrop\b/i.test(statement) && message.endsWith("does not exist")
}

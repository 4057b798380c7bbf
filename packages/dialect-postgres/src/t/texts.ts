import type { Column } from "@aludel/core"
import { column, t as portable } from "@aludel/core/dialect"

import type { Unparsed } from "./given.ts"

/** Texts, bits and bytes. */
export const texts = {
  /** Text of any length. */
  text: portable.text,

  /** Text of at most so many characters. */
  varchar: portable.varchar,

  /** Text of exactly so many characters, filled up with spaces. Default: 1. */
  char: (length = 1): Column<string> => column(`char(${length})`),

  /** Text whose comparisons ignore case; of the extension citext, which must be installed. */
  citext: (): Unparsed<string> => column("citext"),

  /** A UUID, as its text. */
  uuid: portable.uuid,

  /** True or false. */
  boolean: (): Column<boolean> => column("boolean"),

  /** So many bits, as text: `101`. Default: 1. */
  bit: (length = 1): Unparsed<string> => column(`bit(${length})`),

  /** Bits, as text; at most so many. Default: any number. */
  varbit: (length?: number): Unparsed<string> =>
    column(length === undefined ? "bit varying" : `bit varying(${length})`),

  /** Bytes. */
  bytes: (): Column<Buffer, Uint8Array, Uint8Array> => column("bytes"),

  /** An address of a host or a network, as its text. */
  inet: (): Column<string> => column("inet"),

  /** An address of a network, as its text. */
  cidr: (): Column<string> => column("cidr"),

  /** An address of a network card, as its text. */
  macaddr: (): Column<string> => column("macaddr"),

  /** An address of a network card of 64 bits, as its text. */
  macaddr8: (): Unparsed<string> => column("macaddr8"),

  /** A text prepared for full text search. */
  tsvector: (): Unparsed<string> => column("tsvector"),

  /** What full text search looks for. */
  tsquery: (): Unparsed<string> => column("tsquery"),

  /** A table, a view or an index by its name. */
  regclass: (): Unparsed<string> => column("regclass"),

  /** A type by its name. */
  regtype: (): Unparsed<string> => column("regtype"),

  /** A place in the write-ahead log, as its text. */
  pg_lsn: (): Unparsed<string> => column("pg_lsn"),
} as const

/** A type that columns may have, and what can be done with its values. */
export interface ValueType {
  /** In the model's spelling. */
  readonly type: string
  readonly enum?: { readonly schema?: string; readonly name: string }
  /** Expressions for defaults. */
  readonly defaults: readonly string[]
  /** It has an order (a default btree operator class). */
  readonly ordered?: true
  /** It has a default hash operator class. */
  readonly hashed?: true
  readonly collatable?: true
  /** Its values may be long, so that they can be compressed and stored elsewhere. */
  readonly long?: true
  /** Immutable conditions on a column, apart from being NULL. */
  conditions(column: string): readonly string[]
  /** Literals in ascending order that partitions may be bounded by. Absent: none. */
  bound?(position: number): string
  /** Made by a schema, or by an extension: not for virtual columns. */
  readonly made?: true
  /** An array of values with a length or a precision, or a domain over any array, which PostgreSQL can't compare in a foreign key. */
  readonly array?: true
  /** A range type, by whose overlap rows may exclude each other. */
  readonly range?: true
  /** Other operator classes by index method. */
  readonly operatorClasses?: Readonly<Record<string, readonly string[]>>
  /** The collation of a domain, where it is not the usual one. */
  readonly collation?: string
  /** The default of a domain, which domains over it have, too. */
  readonly domainDefault?: string
  /** Its operator of equality, where `search_path` does not lead to it. */
  readonly equality?: string
  /** The least major version of the server. */
  readonly since?: number
}

const none = () => []
// PostgreSQL prints `in` with a `varchar` in a way that it prints otherwise when it has read it again.
const limited = (column: string) => text(column).filter((sql) => !sql.includes(" in ("))
const number = (column: string) => [
  `${column} > 0`,
  `${column} in (1, 2, 3)`,
  `not (${column} between 1 and 9)`,
  `abs(${column}) < 10 or ${column} = 5`,
]
const text = (column: string) => [
  `${column} <> ')'`,
  `length(${column}) between 1 and 9`,
  `${column} in ('a', 'it''s')`,
  `${column} ~ E'\\\\('`,
  `${column} like 'a%'`,
  `lower(${column}) = ${column} collate "C"`,
  `case when ${column} = '' then false else true end`,
]
const scalar = { ordered: true, hashed: true } as const
const word = {
  ...scalar,
  collatable: true,
  long: true,
  conditions: text,
  bound: (position: number) => `'k${String(position).padStart(3, "0")}'`,
} as const
const whole = { ...scalar, conditions: number, bound: (position: number) => String(position * 10) } as const
const day = (position: number) => `'20${String(10 + position)}-01-01'`

/** The types that are there without any made; columns of `integer` first, for many things need one. */
export const builtInTypes: readonly ValueType[] = [
  {
    type: "integer",
    ...whole,
    defaults: ["0", "1 + 1", "-5", "(random() * 10)::integer"],
    operatorClasses: { brin: ["int4_minmax_multi_ops", "int4_minmax_multi_ops(values_per_range='16')"] },
  },
  { type: "bigint", ...whole, defaults: ["0", "9007199254740993"] },
  { type: "smallint", ...whole, defaults: ["1"] },
  {
    type: "text",
    ...word,
    defaults: ["lower('It''s')", "'a' || 'b'", "''", "current_user", "E'\\\\n\\n'"],
    operatorClasses: { btree: ["text_pattern_ops"], spgist: [], hash: [] },
  },
  {
    type: "varchar(20)",
    ...word,
    conditions: limited,
    defaults: ["'x' || 'y'"],
    operatorClasses: { btree: ["varchar_pattern_ops"] },
  },
  { type: "varchar", ...word, conditions: limited, defaults: ["'x'"] },
  {
    type: "char(5)",
    ...word,
    conditions: limited,
    defaults: ["'x'"],
    operatorClasses: { btree: ["bpchar_pattern_ops"] },
  },
  {
    type: "boolean",
    ...scalar,
    defaults: ["not true", "false"],
    conditions: (column) => [column, `not ${column}`],
  },
  { type: "numeric", ...scalar, long: true, conditions: number, defaults: ["round(1.5)"] },
  { type: "numeric(8,3)", ...scalar, long: true, conditions: number, defaults: ["0.5", "1"] },
  { type: "numeric(3,-2)", ...scalar, long: true, conditions: number, defaults: ["100"], since: 15 },
  { type: "double", ...scalar, conditions: number, defaults: ["1e10", "'NaN'"] },
  { type: "real", ...scalar, conditions: number, defaults: ["1.5"] },
  { type: "timestamptz", ...scalar, conditions: none, defaults: ["CURRENT_TIMESTAMP", "now()"], bound: day },
  { type: "timestamptz(3)", ...scalar, conditions: none, defaults: ["clock_timestamp()"] },
  {
    type: "timestamp",
    ...scalar,
    conditions: none,
    defaults: ["localtimestamp", "now() at time zone 'utc'"],
    bound: day,
  },
  { type: "timestamp(0)", ...scalar, conditions: none, defaults: ["'epoch'"] },
  { type: "date", ...scalar, conditions: none, defaults: ["current_date + 1", "'2020-02-29'"], bound: day },
  { type: "time", ...scalar, conditions: none, defaults: ["localtime"] },
  { type: "timetz(2)", ...scalar, conditions: none, defaults: ["current_time"] },
  { type: "interval", ...scalar, conditions: none, defaults: ["'1 day'"] },
  { type: "interval year to month", ...scalar, conditions: none, defaults: ["'1 year'"] },
  { type: "interval second(3)", ...scalar, conditions: none, defaults: ["'1.5'"] },
  {
    type: "json",
    ...scalar,
    long: true,
    conditions: (column) => [
      `${column} ? 'a'`,
      `${column} -> 'a' ->> 'b' = 'x'`,
      `${column} @> '{"a": [1]}'`,
    ],
    defaults: [`'{"a": [1]}'`, "jsonb_build_object('a', 1)"],
    operatorClasses: { gin: ["", "jsonb_path_ops"] },
  },
  { type: "pg_catalog.json", long: true, conditions: none, defaults: [`'{"a": 1}'`] },
  { type: "uuid", ...scalar, conditions: none, defaults: ["gen_random_uuid()"] },
  { type: "bytes", ...scalar, long: true, conditions: none, defaults: [String.raw`'\xff'`] },
  {
    type: "text[]",
    ...scalar,
    long: true,
    collatable: true,
    conditions: (column) => [`'a' = any (${column})`, `cardinality(${column}) > 1`, `${column}[1] = 'a'`],
    defaults: ["array['a', null]", "'{}'"],
    operatorClasses: { gin: [""] },
  },
  {
    type: "integer[]",
    ...scalar,
    long: true,
    conditions: none,
    defaults: ["'{1,2}'"],
    operatorClasses: { gin: ["", "array_ops"] },
  },
  { type: "numeric(4,1)[]", ...scalar, array: true, long: true, conditions: none, defaults: ["array[1.5]"] },
  {
    type: "varchar(3)[]",
    array: true,
    ...scalar,
    long: true,
    collatable: true,
    conditions: none,
    defaults: ["array['a']"],
  },
  { type: "timestamptz(1)[]", ...scalar, array: true, long: true, conditions: none, defaults: ["'{}'"] },
  {
    type: "inet",
    ...scalar,
    conditions: none,
    defaults: ["'127.0.0.1'"],
    operatorClasses: { gist: ["inet_ops"], spgist: [""] },
  },
  { type: "cidr", ...scalar, conditions: none, defaults: ["'10.0.0.0/8'"] },
  { type: "macaddr", ...scalar, conditions: none, defaults: [] },
  { type: "bit(3)", ordered: true, long: true, conditions: none, defaults: ["B'101'"] },
  { type: "bit varying(7)", ordered: true, long: true, conditions: none, defaults: ["B'1'"] },
  {
    type: "point",
    conditions: none,
    defaults: ["'(1,2)'"],
    operatorClasses: { gist: [""], spgist: ["", "kd_point_ops"] },
  },
  { type: "box", conditions: none, defaults: [], operatorClasses: { gist: [""] } },
  {
    type: "tsvector",
    ordered: true,
    long: true,
    conditions: (column) => [`${column} @@ 'a & b'`],
    defaults: ["to_tsvector('english', 'a')"],
    operatorClasses: { gin: [""], gist: ["", "tsvector_ops(siglen='64')"] },
  },
  { type: "xml", long: true, conditions: none, defaults: [] },
  { type: "money", ordered: true, conditions: none, defaults: [] },
  { type: "oid", ...scalar, conditions: none, defaults: [] },
  { type: "regclass", ...scalar, conditions: none, defaults: ["'pg_class'::regclass"] },
  { type: "name", ...scalar, conditions: none, defaults: ["current_user", "current_schema()"] },
  { type: '"char"', ...scalar, conditions: none, defaults: ["'x'"] },
  { type: "pg_lsn", ...scalar, conditions: none, defaults: [] },
  ...["int4range", "tstzrange", "daterange"].map((type): ValueType => ({
    type,
    ...scalar,
    long: true,
    range: true,
    conditions: (column) => [`not isempty(${column})`],
    defaults: ["'empty'"],
    operatorClasses: { gist: [""], spgist: [""] },
  })),
  { type: "int4multirange", ...scalar, long: true, conditions: none, defaults: ["'{}'"] },
]

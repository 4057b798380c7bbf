import type { Choices } from "./choices.ts"
import { newPlace, tables, type Ground, type GroundFunction } from "./ground.ts"
import { comment, printedPath, quoted, quotedPath, type Place } from "./names.ts"
import { typeText } from "./types.ts"

interface Routine {
  /** The types of the arguments that identify it. */
  readonly types: readonly string[]
  readonly definition: string
  readonly procedure?: true
  readonly use?: GroundFunction["use"]
}

/** Makes a function or a procedure. */
export function makeRoutine(ground: Ground, choose: Choices): void {
  const place = newPlace(ground, choose)
  const routine = choose.pick(makers)(ground, choose)
  const node = (types: readonly string[], definition: string) => ({
    kind: "defined" as const,
    type: routine.procedure === true ? "procedure" : "function",
    ...place,
    name: `${place.name}(${types.join(", ")})`,
    definition,
    ...comment(choose),
  })
  ground.nodes.push(node(routine.types, routine.definition))
  if (routine.use !== undefined) ground.functions.push({ ...place, use: routine.use })
  // The same name with other arguments is another function.
  if (routine.procedure !== true && routine.use !== "trigger" && choose.chance(15))
    ground.nodes.push(
      node(
        ["text", "text", "text"],
        "(a text, b text, c text)\n RETURNS text\n LANGUAGE sql\nAS $function$ select a || b || c $function$",
      ),
    )
}

type Maker = (ground: Ground, choose: Choices) => Routine

const tags = (choose: Choices) =>
  choose.pick([
    "",
    " STRICT",
    " SECURITY DEFINER",
    " LEAKPROOF",
    " PARALLEL SAFE COST 7",
    " SET search_path TO ''",
    " SET \"DateStyle\" TO 'ISO, MDY'",
  ])

const number: Maker = (_, choose) => ({
  types: ["integer"],
  use: "number",
  definition: `(a integer)\n RETURNS integer\n LANGUAGE sql\n IMMUTABLE${choose.pick(["", " STRICT"])}\nAS $function$ select a + 1 $function$`,
})

const trigger: Maker = () => ({
  types: [],
  use: "trigger",
  definition: `()\n RETURNS trigger\n LANGUAGE plpgsql\nAS $function$\nbegin\n  -- it's "odd"\n  return coalesce(new, old);\nend\n$function$`,
})

const difference: Maker = () => ({
  types: ["integer", "integer"],
  use: "difference",
  definition:
    "(integer, integer)\n RETURNS double precision\n LANGUAGE sql\n IMMUTABLE\nAS $function$ select ($1 - $2)::double precision $function$",
})

const defaults: Maker = (_, choose) => ({
  types: ["integer", "text", "timestamp with time zone", "numeric"],
  definition: `(integer, b text DEFAULT 'it''s, (a)'::text, c timestamp with time zone DEFAULT now(), "D d" numeric DEFAULT 1.5)\n RETURNS text\n LANGUAGE plpgsql\n STABLE${tags(choose)}\nAS $function$\nbegin\n  return b;\nend\n$function$`,
})

const variadic: Maker = () => ({
  types: ["text", "integer[]"],
  definition:
    "(a text, VARIADIC b integer[])\n RETURNS bigint\n LANGUAGE sql\nAS $function$ select count(*) from unnest(b) $function$",
})

const out: Maker = () => ({
  types: ["integer", "integer"],
  definition:
    "(a integer, INOUT b integer, OUT c text)\n RETURNS record\n LANGUAGE plpgsql\nAS $function$ begin c := a; end $function$",
})

const rowsOf: Maker = (_, choose) => ({
  types: ["integer"],
  definition: `(a integer)\n RETURNS TABLE(x integer, "Y y" text)\n LANGUAGE sql\n ROWS ${choose.pick(["10", "5"])}\nAS $function$ select 1, 'a' $function$`,
})

const atomic: Maker = (_, choose) => ({
  types: ["integer", "integer"],
  definition: choose.chance(50)
    ? "(a integer, b integer)\n RETURNS integer\n LANGUAGE sql\n IMMUTABLE\nRETURN (a + b)"
    : "(a integer, b integer)\n RETURNS integer\n LANGUAGE sql\nBEGIN ATOMIC\n SELECT a;\n SELECT (a + b);\nEND",
})

const polymorphic: Maker = () => ({
  types: ["anyelement", "anyarray"],
  definition:
    "(a anyelement, b anyarray)\n RETURNS anyelement\n LANGUAGE sql\nAS $function$ select a $function$",
})

// It needs the table, whatever it is called; the texts that name it do so as PostgreSQL prints them.
const rowsOfTable: Maker = (ground, choose) => {
  const found = tables(ground)
  if (found.length === 0) return number(ground, choose)
  const table = choose.pick(found)
  const column = quoted(choose.pick(table.columns).name)
  return choose.pick([
    {
      types: [],
      definition: `()\n RETURNS SETOF ${printedPath(table)}\n LANGUAGE sql\n STABLE\nAS $function$ select * from ${quotedPath(table)} $function$`,
    },
    {
      types: [printedPath(table)],
      definition: `(r ${printedPath(table)})\n RETURNS boolean\n LANGUAGE sql\nAS $function$ select r.${column} is null $function$`,
    },
    {
      types: [],
      definition: `()\n RETURNS bigint\n LANGUAGE sql\nBEGIN ATOMIC\n SELECT count(${column}) FROM ${quotedPath(table)};\nEND`,
    },
    {
      types: ["integer"],
      definition: `(a integer)\n RETURNS void\n LANGUAGE plpgsql\nAS $function$\ndeclare r ${quotedPath(table)}%rowtype;\nbegin\n  select * into r from ${quotedPath(table)};\nend\n$function$`,
    },
  ])
}

const madeTypes: Maker = (ground, choose) => {
  const made = ground.types.filter((type) => type.made)
  if (made.length === 0) return defaults(ground, choose)
  const type = typeText(choose.pick(made))
  return {
    types: [type],
    definition: `(a ${type})\n RETURNS ${type}\n LANGUAGE sql\n IMMUTABLE\nAS $function$ select a $function$`,
  }
}

const calling: Maker = (ground, choose) => {
  const callees = ground.functions.filter(({ use }) => use === "number")
  if (callees.length === 0) return number(ground, choose)
  const name = quotedPath(choose.pick<Place>(callees))
  const isParsed = choose.chance(50)
  return {
    types: ["integer"],
    use: isParsed ? "number" : "caller",
    definition: `(a integer)\n RETURNS integer\n LANGUAGE sql\n IMMUTABLE\n${isParsed ? `RETURN ${name}(a)` : `AS $function$ select ${name}(a) $function$`}`,
  }
}

const procedure: Maker = (ground, choose) =>
  choose.pick<Routine>([
    {
      procedure: true,
      types: ["integer", "text"],
      definition:
        "(IN a integer, INOUT b text DEFAULT 'x'::text)\n LANGUAGE plpgsql\nAS $procedure$ begin b := a; end $procedure$",
    },
    {
      procedure: true,
      types: ["integer"],
      definition:
        "(IN a integer, OUT b integer)\n LANGUAGE plpgsql\nAS $procedure$ begin b := a; end $procedure$",
    },
    { procedure: true, types: [], definition: "()\n LANGUAGE sql\nAS $procedure$ select 1 $procedure$" },
    {
      procedure: true,
      types: ["integer"],
      definition: "(IN a integer)\n LANGUAGE sql\n SECURITY DEFINER\nBEGIN ATOMIC\n SELECT a;\nEND",
    },
  ])

const makers: readonly Maker[] = [
  number,
  trigger,
  trigger,
  trigger,
  difference,
  defaults,
  variadic,
  out,
  rowsOf,
  atomic,
  polymorphic,
  rowsOfTable,
  rowsOfTable,
  madeTypes,
  calling,
  procedure,
  procedure,
]

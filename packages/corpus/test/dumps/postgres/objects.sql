-- Everything that is defined by its text, and some of what nothing can declare.
SET check_function_bodies = false;
CREATE DOMAIN public.email AS text CONSTRAINT email_check CHECK (VALUE ~ '^[^@]+@[^@]+$'::text);
COMMENT ON DOMAIN public.email IS 'an address';
CREATE DOMAIN public.work_email AS public.email NOT NULL;
CREATE TYPE public.address AS (street text, mail public.email);
CREATE TYPE public.span AS RANGE (subtype = timestamp with time zone);
CREATE TYPE public.state AS ENUM ('open', 'closed');

CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed := now(); -- ${x} `y` \z
  RETURN NEW;
END;
$$;
CREATE FUNCTION public.total(_from integer, VARIADIC others integer[]) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT AS $_$ SELECT $1::bigint + count(*) FROM unnest($2) $_$;
CREATE FUNCTION public.total(_from text) RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT length(_from)::bigint $$;
CREATE PROCEDURE public.close_all() LANGUAGE sql AS $$ UPDATE public.tickets SET state = 'closed' $$;
CREATE FUNCTION public.last_of(a integer, b integer) RETURNS integer LANGUAGE sql AS $$ SELECT b $$;
CREATE AGGREGATE public.last(integer) (SFUNC = public.last_of, STYPE = integer);

CREATE TABLE public.tickets (
    id integer GENERATED ALWAYS AS IDENTITY,
    state public.state DEFAULT 'open'::public.state NOT NULL,
    mail public.email,
    home public.address,
    during public.span NOT NULL,
    states public.state[],
    changed timestamp with time zone,
    total integer GENERATED ALWAYS AS (length(mail::text) + 1) STORED,
    CONSTRAINT tickets_pkey PRIMARY KEY (id),
    CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&) WHERE (state = 'open'::public.state)
);
ALTER TABLE public.tickets ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON public.tickets FOR SELECT TO clerk USING (mail::text = CURRENT_USER);
CREATE POLICY everything ON public.tickets TO PUBLIC USING (true) WITH CHECK (state = 'open'::public.state);
CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF state ON public.tickets FOR EACH ROW WHEN (NEW.id > 0) EXECUTE FUNCTION public.touch();
COMMENT ON TRIGGER touch ON public.tickets IS 'remembers when';

CREATE VIEW public.open_tickets WITH (security_barrier='true') AS
 SELECT id, mail, 'a\b'::text AS "odd Name" FROM public.tickets WHERE state = 'open'::public.state;
CREATE VIEW public.first_ticket AS SELECT min(id) AS id FROM public.open_tickets;
COMMENT ON COLUMN public.first_ticket.id IS 'the smallest';
CREATE MATERIALIZED VIEW public.per_state AS SELECT state, count(*) AS tickets FROM public.tickets GROUP BY state WITH NO DATA;
CREATE UNIQUE INDEX per_state_state ON public.per_state USING btree (state);
CREATE RULE forget AS ON DELETE TO public.open_tickets DO INSTEAD NOTHING;

CREATE TABLE public.events (
    at timestamp with time zone NOT NULL,
    region text NOT NULL,
    what text
) PARTITION BY RANGE (at);
CREATE TABLE public.events_2025 PARTITION OF public.events FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00') PARTITION BY LIST (region);
CREATE TABLE public.events_2025_north PARTITION OF public.events_2025 FOR VALUES IN ('north');
CREATE TABLE public.a_rest PARTITION OF public.events DEFAULT;
CREATE INDEX ix_events_at ON public.events USING btree (at);
CREATE INDEX only_north ON public.events_2025_north USING brin (at) WITH (pages_per_range='32');

CREATE UNLOGGED TABLE public.scratchpad (note text) WITH (fillfactor='70');
CREATE TABLE public.special_tickets (extra text) INHERITS (public.tickets);

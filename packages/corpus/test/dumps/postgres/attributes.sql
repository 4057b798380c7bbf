-- Attributes of all kinds, types of all kinds, several schemas, partitions that were attached, extensions, names that are keywords.
CREATE SCHEMA public;
CREATE SCHEMA parts;
CREATE SCHEMA "user";
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA parts;
CREATE EXTENSION IF NOT EXISTS hstore WITH SCHEMA public;
COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';
CREATE TYPE public."user" AS ENUM ('x','y');
CREATE TYPE "user"."order" AS ENUM ('x','y');
CREATE DOMAIN public."table" AS integer DEFAULT 3 CHECK (VALUE > 0);
CREATE TYPE parts.inner_type AS (a integer, b "user"."order"[]);
CREATE TYPE parts.outer_type AS (i parts.inner_type, t text COLLATE "C");
CREATE SEQUENCE public.shared_seq AS smallint START 5 INCREMENT -1 MINVALUE -100 MAXVALUE 10 CYCLE CACHE 4;
CREATE SEQUENCE parts.big START 9223372036854775807 MAXVALUE 9223372036854775807;
CREATE TABLE public.logs (
  id bigint NOT NULL, created_at timestamp(6) without time zone NOT NULL, level smallint DEFAULT 0 NOT NULL, who public."user"[] DEFAULT '{x,y}'::public."user"[], kind "user"."order" DEFAULT 'x'::"user"."order", n public."table", o parts.outer_type, c parts.citext, h public.hstore DEFAULT ''::public.hstore NOT NULL
) PARTITION BY RANGE (created_at);
CREATE SEQUENCE public.logs_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.logs_id_seq OWNED BY public.logs.id;
CREATE TABLE parts.logs_1 (
  id bigint NOT NULL, created_at timestamp(6) without time zone NOT NULL, level smallint DEFAULT 7 NOT NULL, who public."user"[] DEFAULT '{x,y}'::public."user"[], kind "user"."order" DEFAULT 'x'::"user"."order", n public."table", o parts.outer_type, c parts.citext, h public.hstore DEFAULT ''::public.hstore NOT NULL
);
ALTER TABLE ONLY public.logs ATTACH PARTITION parts.logs_1 FOR VALUES FROM ('2020-01-01 00:00:00') TO ('2021-01-01 00:00:00');
CREATE TABLE parts.logs_2 (LIKE public.logs);
ALTER TABLE ONLY public.logs ATTACH PARTITION parts.logs_2 DEFAULT;
ALTER TABLE ONLY public.logs ALTER COLUMN id SET DEFAULT nextval('public.logs_id_seq'::regclass);
ALTER TABLE ONLY parts.logs_1 ALTER COLUMN id SET DEFAULT nextval('public.logs_id_seq'::regclass);
ALTER TABLE ONLY public.logs ADD CONSTRAINT logs_pkey PRIMARY KEY (id, created_at);
ALTER TABLE ONLY parts.logs_1 ADD CONSTRAINT logs_1_pkey PRIMARY KEY (id, created_at);
ALTER TABLE ONLY parts.logs_2 ADD CONSTRAINT logs_2_pkey PRIMARY KEY (id, created_at);
CREATE INDEX index_logs_on_level ON ONLY public.logs USING btree (level) WHERE (level > 1);
CREATE INDEX index_logs_1_on_level ON parts.logs_1 USING btree (level) WHERE (level > 1);
CREATE INDEX index_logs_2_on_level ON parts.logs_2 USING btree (level) WHERE (level > 1);
ALTER INDEX public.logs_pkey ATTACH PARTITION parts.logs_1_pkey;
ALTER INDEX public.logs_pkey ATTACH PARTITION parts.logs_2_pkey;
ALTER INDEX public.index_logs_on_level ATTACH PARTITION parts.index_logs_1_on_level;
ALTER INDEX public.index_logs_on_level ATTACH PARTITION parts.index_logs_2_on_level;
CREATE TABLE public.things (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  name character varying NOT NULL,
  code character(5) DEFAULT 'abc'::bpchar,
  letters character varying[] DEFAULT '{}'::character varying[] NOT NULL,
  price numeric DEFAULT 1.5,
  amounts numeric(10,2)[],
  ratio double precision DEFAULT '-1.5'::numeric,
  at time(3) without time zone, atz time with time zone, iv interval DEFAULT '1 day'::interval, iv2 interval(3), iv3 interval year to month,
  bits bit varying(8), flag boolean DEFAULT false NOT NULL, blob bytea DEFAULT '\x00ff'::bytea, ip inet, x xml, p point, j json, jb jsonb DEFAULT '{"a": [1, 2]}'::jsonb,
  log_id bigint, log_at timestamp(6) without time zone,
  search tsvector GENERATED ALWAYS AS (to_tsvector('english'::regconfig, (name)::text)) STORED,
  during tstzrange,
  CONSTRAINT chk_name CHECK ((char_length((name)::text) <= 255)),
  CONSTRAINT things_excl EXCLUDE USING gist (code WITH =, during WITH &&) DEFERRABLE INITIALLY DEFERRED
);
ALTER TABLE public.things ADD CONSTRAINT chk_later CHECK (price > 0) NOT VALID;
ALTER TABLE ONLY public.things ADD CONSTRAINT things_pkey PRIMARY KEY (id) INCLUDE (name) WITH (fillfactor='90');
ALTER TABLE ONLY public.things ADD CONSTRAINT things_uniq UNIQUE NULLS NOT DISTINCT (name, code) DEFERRABLE;
ALTER TABLE ONLY public.things ADD CONSTRAINT fk_log FOREIGN KEY (log_id, log_at) REFERENCES public.logs(id, created_at) ON DELETE SET NULL (log_id) NOT VALID;
CREATE INDEX things_trgm ON public.things USING gin (name public.gin_trgm_ops);
CREATE INDEX things_trgm2 ON public.things USING gist (name public.gist_trgm_ops (siglen='32')) INCLUDE (code);
CREATE INDEX things_h ON public.logs USING gin (h);
CREATE INDEX things_c ON public.things USING btree (name COLLATE "C" varchar_pattern_ops DESC, lower((name)::text) text_pattern_ops) WITH (deduplicate_items='off');
CREATE INDEX things_hash ON public.things USING hash (code);
ALTER TABLE public.things ALTER COLUMN name SET STATISTICS 500;
ALTER TABLE public.things ALTER COLUMN j SET STORAGE EXTERNAL;
ALTER TABLE public.things ALTER COLUMN jb SET COMPRESSION pglz;
ALTER TABLE public.things ALTER COLUMN code SET (n_distinct=-0.5);
ALTER TABLE public.things SET (autovacuum_enabled='false', toast.autovacuum_enabled='false');
ALTER TABLE ONLY public.things REPLICA IDENTITY FULL;
ALTER TABLE ONLY public.things FORCE ROW LEVEL SECURITY;
COMMENT ON CONSTRAINT chk_name ON public.things IS 'short'; COMMENT ON INDEX public.things_trgm IS 'fast';
COMMENT ON SEQUENCE public.shared_seq IS 'shared'; COMMENT ON TYPE public."user" IS 'who';
CREATE FUNCTION parts.f(OUT a integer, INOUT b text DEFAULT 'x'::text) RETURNS record LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public' AS $$ begin a := 1; end $$;
COMMENT ON FUNCTION parts.f(b text) IS 'does it';
CREATE FUNCTION public.tf() RETURNS trigger LANGUAGE plpgsql AS $$ begin return new; end $$;
CREATE CONSTRAINT TRIGGER later AFTER INSERT ON public.things DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.tf('a', 'b''c');
CREATE TRIGGER tr AFTER UPDATE ON public.things REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION public.tf();
ALTER TABLE public.things DISABLE TRIGGER tr;
CREATE TRIGGER pt BEFORE INSERT ON public.logs FOR EACH ROW EXECUTE FUNCTION public.tf();
CREATE VIEW public.v1 AS SELECT t.*, l.level FROM public.things t LEFT JOIN public.logs l ON l.id = t.log_id;
CREATE VIEW parts.v2 WITH (security_invoker='true') AS SELECT id, name FROM public.v1 WHERE name <> '' WITH CASCADED CHECK OPTION;
CREATE TRIGGER vt INSTEAD OF INSERT ON public.v1 FOR EACH ROW EXECUTE FUNCTION public.tf();
ALTER VIEW public.v1 ALTER COLUMN name SET DEFAULT 'nobody'::character varying;
CREATE MATERIALIZED VIEW parts.m AS SELECT count(*) AS c, 'x'::"user"."order" AS o FROM public.v1 WITH NO DATA;
CREATE POLICY p ON public.things AS RESTRICTIVE FOR UPDATE TO alice, bob USING (true) WITH CHECK (price > 1);
CREATE TABLE public.parent (id integer PRIMARY KEY, v text DEFAULT 'p', CONSTRAINT pc CHECK (id > 0), CONSTRAINT local_only CHECK (v <> 'q') NO INHERIT);
CREATE TABLE public.child (extra integer) INHERITS (public.parent);
ALTER TABLE public.child ALTER COLUMN v SET DEFAULT 'c';
CREATE TABLE public.hashed (k integer, v text) PARTITION BY HASH (k, lower(v));
CREATE TABLE public.hashed_0 PARTITION OF public.hashed FOR VALUES WITH (modulus 2, remainder 0);
CREATE TABLE public.hashed_1 PARTITION OF public.hashed FOR VALUES WITH (modulus 2, remainder 1);
CREATE TABLE public.gen (id integer GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME public.gen_numbers START WITH 100 INCREMENT BY 10 MINVALUE 5 MAXVALUE 1000 CACHE 3 CYCLE), s integer NOT NULL);
CREATE UNIQUE INDEX gen_s ON public.gen (s);
ALTER TABLE public.gen REPLICA IDENTITY USING INDEX gen_s;
CREATE TABLE public.refs_unique (s integer REFERENCES public.gen (s));
CREATE OPERATOR public.=== (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq);
CREATE COLLATION public.mycoll (provider = icu, locale = 'de');
CREATE TABLE public.colled (x text COLLATE public.mycoll);
CREATE TABLE public.op_used (x integer CHECK (x OPERATOR(public.===) 3));
CREATE STATISTICS public.st ON k, v FROM public.hashed;
CREATE PUBLICATION pub FOR TABLE public.gen;
CREATE TEXT SEARCH CONFIGURATION public.cfg (COPY = english);

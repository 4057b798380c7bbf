CREATE DOMAIN public.email AS varchar(320) CONSTRAINT email_check CHECK (VALUE ~ '.@.') CONSTRAINT email_short CHECK (length(VALUE) > 2);
CREATE DOMAIN public.year AS integer DEFAULT 2000 CONSTRAINT year_check CHECK (VALUE >= 1900);
CREATE DOMAIN public.money_amount AS numeric(12,2);
CREATE DOMAIN public.visits AS bigint;
CREATE TABLE public.counts (visits public.visits);
CREATE DOMAIN public.phone AS text COLLATE "C" CHECK (VALUE ~ '^\+?[0-9]+$');
CREATE TABLE public.customers (id integer PRIMARY KEY, mail public.email NOT NULL, since integer, credit public.money_amount DEFAULT 5, mails text[], phone public.phone);
CREATE VIEW public.mails AS SELECT mail FROM public.customers;
CREATE FUNCTION public.is_old(y integer) RETURNS boolean LANGUAGE sql AS $$ select y < 1950 $$;

CREATE DOMAIN public.email AS text CHECK (VALUE ~ '@');
CREATE DOMAIN public.year AS integer CONSTRAINT year_check CHECK (VALUE >= 1901 AND VALUE <= 2155);
CREATE DOMAIN public.money_amount AS numeric(10,2) DEFAULT 0 NOT NULL;
CREATE DOMAIN public.unused AS text;
CREATE DOMAIN public.visits AS integer;
CREATE TABLE public.counts (visits public.visits);
CREATE TABLE public.customers (id integer PRIMARY KEY, mail public.email NOT NULL, since public.year, credit public.money_amount, mails public.email[]);
CREATE VIEW public.mails AS SELECT mail FROM public.customers;
CREATE FUNCTION public.is_old(y public.year) RETURNS boolean LANGUAGE sql AS $$ select y < 1950 $$;

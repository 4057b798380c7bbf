CREATE SEQUENCE public.shared;
CREATE SEQUENCE public.alone INCREMENT 2 MINVALUE -10 START 0;
CREATE TABLE public.one (id bigint DEFAULT nextval('public.shared') PRIMARY KEY, n integer);
CREATE TABLE public.two (id bigint DEFAULT nextval('public.shared') PRIMARY KEY);
ALTER SEQUENCE public.shared OWNED BY public.one.id;
COMMENT ON SEQUENCE public.shared IS 'for both';

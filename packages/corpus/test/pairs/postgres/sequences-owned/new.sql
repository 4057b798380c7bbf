CREATE SEQUENCE public.shared AS integer;
CREATE SEQUENCE public.alone INCREMENT -1 MAXVALUE -1 CYCLE;
CREATE TABLE public.one (id bigint PRIMARY KEY, n integer DEFAULT nextval('public.alone'));
CREATE TABLE public.two (id bigint DEFAULT nextval('public.shared') PRIMARY KEY);
ALTER SEQUENCE public.shared OWNED BY public.two.id;
ALTER SEQUENCE public.alone OWNED BY public.one.n;

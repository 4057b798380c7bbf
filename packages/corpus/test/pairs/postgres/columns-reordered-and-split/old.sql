CREATE TABLE public.users (id integer PRIMARY KEY, first text, last text, street text, city text, zip varchar(10), created timestamptz DEFAULT now() NOT NULL, admin boolean DEFAULT false NOT NULL);
CREATE INDEX ix_city ON public.users (city);
CREATE VIEW public.addresses AS SELECT id, street, city, zip FROM public.users;

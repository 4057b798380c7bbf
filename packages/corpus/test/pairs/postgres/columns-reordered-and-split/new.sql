CREATE TABLE public.users (created timestamptz DEFAULT now() NOT NULL, id integer PRIMARY KEY, last text, first text, role text DEFAULT 'user' NOT NULL);
CREATE TABLE public.user_addresses (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id integer NOT NULL REFERENCES public.users ON DELETE CASCADE, street text, city text, zip text);
CREATE INDEX ix_city ON public.user_addresses (city);
CREATE VIEW public.addresses AS SELECT user_id AS id, street, city, zip FROM public.user_addresses;

CREATE TYPE public.order_state AS ENUM ('draft', 'new', 'shipped', 'paid', 'refunded');
CREATE DOMAIN public.open_state AS public.order_state CHECK (VALUE <> 'paid');
CREATE TABLE public.orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    state public.order_state DEFAULT 'draft' NOT NULL,
    history public.order_state[] DEFAULT '{draft}' NOT NULL,
    placed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_state CHECK (state <> 'draft' OR placed_at IS NOT NULL)
);
CREATE INDEX ix_orders_open ON public.orders (placed_at) WHERE state IN ('new', 'paid');
CREATE VIEW public.open_orders AS SELECT id, state FROM public.orders WHERE state <> 'refunded'::public.order_state;
CREATE MATERIALIZED VIEW public.per_state AS SELECT state, count(*) AS n FROM public.orders GROUP BY state;
CREATE UNIQUE INDEX ux_per_state ON public.per_state (state);
CREATE FUNCTION public.is_open(s public.order_state) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ select s in ('new', 'paid', 'draft') $$;

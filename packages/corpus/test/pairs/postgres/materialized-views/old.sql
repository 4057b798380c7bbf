CREATE TABLE public.sales (id integer PRIMARY KEY, shop text NOT NULL, amount integer NOT NULL, at date NOT NULL);
CREATE MATERIALIZED VIEW public.per_shop AS SELECT shop, sum(amount) AS total FROM public.sales GROUP BY shop;
CREATE UNIQUE INDEX ux_per_shop ON public.per_shop (shop);
CREATE INDEX ix_total ON public.per_shop (total DESC);
CREATE MATERIALIZED VIEW public.best AS SELECT shop FROM public.per_shop WHERE total > 1000 WITH NO DATA;
CREATE VIEW public.best_list AS SELECT shop FROM public.best;
CREATE MATERIALIZED VIEW public.going AS SELECT 1 AS one;
COMMENT ON MATERIALIZED VIEW public.per_shop IS 'refreshed at night';
COMMENT ON INDEX public.ix_total IS 'for the list';

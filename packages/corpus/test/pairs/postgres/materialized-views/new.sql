CREATE TABLE public.sales (id integer PRIMARY KEY, shop varchar(100) NOT NULL, amount numeric(12,2) NOT NULL, at timestamptz NOT NULL, returned boolean DEFAULT false NOT NULL);
CREATE MATERIALIZED VIEW public.per_shop WITH (fillfactor=70) AS SELECT shop, sum(amount) AS total, count(*) AS n FROM public.sales WHERE NOT returned GROUP BY shop;
CREATE UNIQUE INDEX ux_per_shop ON public.per_shop (shop);
CREATE INDEX ix_total ON public.per_shop (total DESC, n);
CREATE MATERIALIZED VIEW public.best AS SELECT shop FROM public.per_shop WHERE total > 1000;
CREATE INDEX ix_best ON public.best (shop);
CREATE VIEW public.best_list AS SELECT shop FROM public.best;
COMMENT ON MATERIALIZED VIEW public.per_shop IS 'refreshed every hour';
COMMENT ON INDEX public.ix_total IS 'for the list';

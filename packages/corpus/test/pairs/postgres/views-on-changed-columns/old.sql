CREATE TABLE public.accounts (id integer PRIMARY KEY, name varchar(50) NOT NULL, balance integer DEFAULT 0 NOT NULL, closed boolean);
CREATE TABLE public.transfers (id serial PRIMARY KEY, account_id integer NOT NULL REFERENCES public.accounts, amount integer NOT NULL, at timestamp DEFAULT now());
CREATE VIEW public.open_accounts AS SELECT id, name, balance FROM public.accounts WHERE closed IS NOT TRUE;
CREATE VIEW public.rich AS SELECT id, name FROM public.open_accounts WHERE balance > 1000;
CREATE VIEW public.monthly AS SELECT date_trunc('month', t.at) AS month, a.name, sum(t.amount) AS total FROM public.transfers t JOIN public.accounts a ON a.id = t.account_id GROUP BY 1, 2;
COMMENT ON VIEW public.rich IS 'people to call';
COMMENT ON COLUMN public.rich.name IS 'as printed';
GRANT SELECT ON public.rich TO PUBLIC;

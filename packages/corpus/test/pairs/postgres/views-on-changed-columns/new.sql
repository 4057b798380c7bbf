CREATE TABLE public.accounts (id bigint PRIMARY KEY, name text NOT NULL, balance numeric(14,2) DEFAULT 0 NOT NULL, closed boolean DEFAULT false NOT NULL);
CREATE TABLE public.transfers (id bigserial PRIMARY KEY, account_id bigint NOT NULL REFERENCES public.accounts ON DELETE CASCADE, amount numeric(14,2) NOT NULL, at timestamptz DEFAULT now());
CREATE VIEW public.open_accounts AS SELECT id, name, balance, closed FROM public.accounts WHERE NOT closed;
CREATE VIEW public.rich AS SELECT id, name FROM public.open_accounts WHERE balance > 1000;
CREATE VIEW public.monthly AS SELECT date_trunc('month', t.at) AS month, a.name, sum(t.amount) AS total FROM public.transfers t JOIN public.accounts a ON a.id = t.account_id GROUP BY 1, 2;
COMMENT ON VIEW public.rich IS 'people to call';
COMMENT ON COLUMN public.rich.name IS 'as printed';
GRANT SELECT ON public.rich TO PUBLIC;

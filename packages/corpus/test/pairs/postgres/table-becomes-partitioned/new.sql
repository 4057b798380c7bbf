CREATE TABLE public.audit (id bigserial NOT NULL, at timestamptz DEFAULT now() NOT NULL, what text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE public.audit_2024 PARTITION OF public.audit FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE INDEX ix_audit_at ON public.audit (at);
CREATE VIEW public.recent AS SELECT id, what FROM public.audit WHERE at > '2024-01-01';
CREATE FUNCTION public.stamp() RETURNS trigger LANGUAGE plpgsql AS $$ begin new.at := now(); return new; end $$;
CREATE TRIGGER tr_stamp BEFORE INSERT ON public.audit FOR EACH ROW EXECUTE FUNCTION public.stamp();

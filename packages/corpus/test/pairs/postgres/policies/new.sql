CREATE ROLE app_user;
CREATE TABLE public.tenants (id integer PRIMARY KEY, name text);
CREATE TABLE public.notes (id integer PRIMARY KEY, tenant_id bigint REFERENCES public.tenants, body text, secret text DEFAULT 'no');
ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.notes FORCE ROW LEVEL SECURITY;
ALTER TABLE public.tenants ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.notes USING (tenant_id = current_setting('app.tenant', true)::bigint) WITH CHECK (tenant_id IS NOT NULL);
CREATE POLICY read_open ON public.notes AS RESTRICTIVE FOR SELECT USING (secret = 'no');
CREATE POLICY members ON public.tenants TO app_user USING (EXISTS (SELECT 1 FROM public.notes n WHERE n.tenant_id = tenants.id));

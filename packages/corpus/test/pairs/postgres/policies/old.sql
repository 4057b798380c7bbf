CREATE ROLE app_user;
CREATE TABLE public.tenants (id integer PRIMARY KEY, name text);
CREATE TABLE public.notes (id integer PRIMARY KEY, tenant_id integer REFERENCES public.tenants, body text, secret boolean DEFAULT false);
ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.notes USING (tenant_id = current_setting('app.tenant')::integer);
CREATE POLICY read_open ON public.notes FOR SELECT TO app_user USING (NOT secret);
CREATE POLICY going ON public.tenants FOR DELETE USING (false);

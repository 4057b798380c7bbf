CREATE TABLE public.docs (id integer PRIMARY KEY, body text, meta jsonb, tags text[], span int4range, at timestamptz, a integer, b integer);
CREATE INDEX i1 ON public.docs (body);
CREATE INDEX i2 ON public.docs USING gin (meta);
CREATE INDEX i3 ON public.docs USING hash (body);
CREATE INDEX i4 ON public.docs (a, b);
CREATE INDEX i5 ON public.docs (lower(body)) WHERE a > 0;
CREATE UNIQUE INDEX i6 ON public.docs (a) INCLUDE (b);
CREATE INDEX i7 ON public.docs (at);
CREATE INDEX i8 ON public.docs USING gist (span);

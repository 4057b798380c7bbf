CREATE TABLE public.posts (id integer PRIMARY KEY, title text NOT NULL, body text, likes integer DEFAULT 0, updated_at timestamptz);
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END $$;
CREATE FUNCTION public.slug(title text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ select lower(replace(title, ' ', '-')) $$;
CREATE FUNCTION public.slug(title text, sep text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ select lower(replace(title, ' ', sep)) $$;
CREATE FUNCTION public.top(n integer) RETURNS SETOF public.posts LANGUAGE sql STABLE AS $$ select * from posts order by likes desc limit n $$;
CREATE INDEX ix_slug ON public.posts (public.slug(title));
CREATE TRIGGER touch BEFORE UPDATE ON public.posts FOR EACH ROW EXECUTE FUNCTION public.touch();
CREATE TRIGGER old_one AFTER DELETE ON public.posts FOR EACH STATEMENT EXECUTE FUNCTION public.touch();
CREATE PROCEDURE public.cleanup() LANGUAGE sql AS $$ delete from posts where likes < 0 $$;

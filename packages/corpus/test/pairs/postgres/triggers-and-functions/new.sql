CREATE TABLE public.posts (id integer PRIMARY KEY, title text NOT NULL, body text, likes bigint DEFAULT 0 NOT NULL, score numeric, updated_at timestamptz DEFAULT now() NOT NULL);
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public' AS $$
BEGIN
  IF NEW IS DISTINCT FROM OLD THEN
    NEW.updated_at := clock_timestamp();
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.slug(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$ select lower(replace(value, ' ', '-')) $$;
CREATE FUNCTION public.slug(title text, sep text, OUT result text, OUT size integer) RETURNS record LANGUAGE sql IMMUTABLE AS $$ select lower(replace(title, ' ', sep)), length(title) $$;
CREATE FUNCTION public.top(n integer) RETURNS TABLE(id integer, score numeric) LANGUAGE sql STABLE AS $$ select id, score from posts order by likes desc limit n $$;
CREATE INDEX ix_slug ON public.posts (public.slug(title));
CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF title, body ON public.posts FOR EACH ROW WHEN (NEW.likes >= 0) EXECUTE FUNCTION public.touch();
CREATE CONSTRAINT TRIGGER checked AFTER INSERT ON public.posts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.touch();
CREATE PROCEDURE public.cleanup(fewest integer) LANGUAGE sql BEGIN ATOMIC DELETE FROM public.posts WHERE likes < fewest; END;

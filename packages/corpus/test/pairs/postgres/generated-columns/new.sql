CREATE TABLE public.people (id integer PRIMARY KEY, first text NOT NULL, last text NOT NULL, full_name text GENERATED ALWAYS AS (last || ', ' || first) STORED, born date, height_cm double precision, height_in double precision GENERATED ALWAYS AS (height_cm / 2.54) STORED, tsv tsvector GENERATED ALWAYS AS (to_tsvector('english', first)) STORED, age_bucket integer GENERATED ALWAYS AS (length(first) % 10) VIRTUAL);
CREATE INDEX ix_full ON public.people (full_name);
CREATE INDEX ix_tsv ON public.people USING gin (tsv);
CREATE VIEW public.names AS SELECT id, full_name FROM public.people;
ALTER TABLE public.people ADD CONSTRAINT uq_full UNIQUE (full_name);
CREATE TABLE public.badges (who text REFERENCES public.people (full_name));

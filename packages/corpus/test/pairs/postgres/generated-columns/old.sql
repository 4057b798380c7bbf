CREATE TABLE public.people (id integer PRIMARY KEY, first text NOT NULL, last text NOT NULL, full_name text GENERATED ALWAYS AS (first || ' ' || last) STORED, born date, height_cm numeric, height_in numeric GENERATED ALWAYS AS (height_cm / 2.54) STORED, tsv tsvector);
CREATE INDEX ix_full ON public.people (full_name);
CREATE VIEW public.names AS SELECT id, full_name FROM public.people;
ALTER TABLE public.people ADD CONSTRAINT uq_full UNIQUE (full_name);
CREATE TABLE public.badges (who text REFERENCES public.people (full_name));

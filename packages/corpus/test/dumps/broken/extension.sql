CREATE TABLE public.before_it (id integer);
CREATE EXTENSION IF NOT EXISTS nowhere_to_be_found WITH SCHEMA public;

CREATE TABLE public.vehicles (id integer NOT NULL, name text NOT NULL, color text);
CREATE TABLE public.cars (doors smallint DEFAULT 5) INHERITS (public.vehicles);
CREATE TABLE public.bikes (id integer NOT NULL, name text NOT NULL, gears integer, wheels integer DEFAULT 2);
CREATE TABLE public.boats (sails integer) INHERITS (public.vehicles);
ALTER TABLE public.cars ADD PRIMARY KEY (id);

CREATE TABLE public.vehicles (id integer NOT NULL, name text NOT NULL, wheels integer DEFAULT 4);
CREATE TABLE public.cars (doors integer) INHERITS (public.vehicles);
CREATE TABLE public.bikes (gears integer) INHERITS (public.vehicles);
CREATE TABLE public.boats (id integer NOT NULL, name text NOT NULL, wheels integer DEFAULT 4, sails integer);

CREATE EXTENSION btree_gist;
CREATE TABLE public.bookings (id integer PRIMARY KEY, room integer NOT NULL, during tsrange NOT NULL, cancelled boolean DEFAULT false);
ALTER TABLE public.bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&);

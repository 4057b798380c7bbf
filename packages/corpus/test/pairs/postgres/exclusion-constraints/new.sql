CREATE EXTENSION btree_gist;
CREATE TABLE public.bookings (id integer PRIMARY KEY, room bigint NOT NULL, during tstzrange NOT NULL, cancelled boolean DEFAULT false NOT NULL);
ALTER TABLE public.bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (NOT cancelled) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE public.bookings ADD CONSTRAINT one_a_day EXCLUDE USING gist (int8range(id, room) WITH &&);

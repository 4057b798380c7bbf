CREATE TABLE public.users (id serial PRIMARY KEY, email text NOT NULL UNIQUE, name text);
CREATE TABLE public.sessions (token text NOT NULL, user_id integer NOT NULL REFERENCES public.users (id), seen timestamptz, PRIMARY KEY (token));
CREATE TABLE public.memberships (id serial PRIMARY KEY, user_id integer NOT NULL REFERENCES public.users (id) ON DELETE CASCADE, room text NOT NULL);
CREATE TABLE public.tags (name text PRIMARY KEY);
CREATE TABLE public.taggings (tag text REFERENCES public.tags, user_id integer REFERENCES public.users);

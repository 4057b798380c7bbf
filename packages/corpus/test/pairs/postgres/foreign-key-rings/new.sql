CREATE TABLE public.departments (id bigint PRIMARY KEY, name text, boss_id bigint);
CREATE TABLE public.employees (id bigint PRIMARY KEY, department_id bigint NOT NULL REFERENCES public.departments DEFERRABLE, mentor_id bigint REFERENCES public.employees ON DELETE SET NULL);
ALTER TABLE public.departments ADD CONSTRAINT fk_boss FOREIGN KEY (boss_id) REFERENCES public.employees (id) ON UPDATE CASCADE;
CREATE TABLE public.p (id integer PRIMARY KEY, q_id integer, department_id bigint);
CREATE TABLE public.q (id integer PRIMARY KEY, p_id integer REFERENCES public.p, r_id integer);
CREATE TABLE public.r (id integer PRIMARY KEY, q_id integer REFERENCES public.q);
ALTER TABLE public.p ADD FOREIGN KEY (q_id) REFERENCES public.q;
ALTER TABLE public.q ADD FOREIGN KEY (r_id) REFERENCES public.r;

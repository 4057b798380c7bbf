CREATE TABLE public.departments (id integer PRIMARY KEY, name text, boss_id integer);
CREATE TABLE public.employees (id integer PRIMARY KEY, department_id integer NOT NULL REFERENCES public.departments, mentor_id integer REFERENCES public.employees);
ALTER TABLE public.departments ADD CONSTRAINT fk_boss FOREIGN KEY (boss_id) REFERENCES public.employees (id);
CREATE TABLE public.x (id integer PRIMARY KEY, y_id integer);
CREATE TABLE public.y (id integer PRIMARY KEY, x_id integer REFERENCES public.x);
ALTER TABLE public.x ADD FOREIGN KEY (y_id) REFERENCES public.y;

-- Tables that refer to each other and to themselves, keys of several columns, rows in between.
CREATE TABLE public.departments (
    id bigint NOT NULL,
    parent_id bigint,
    head_company integer,
    head_number integer
);
CREATE SEQUENCE public.departments_id_seq START WITH 10 INCREMENT BY 5 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.departments_id_seq OWNED BY public.departments.id;
CREATE TABLE public.employees (
    company integer NOT NULL,
    number integer NOT NULL,
    department_id bigint NOT NULL,
    email character varying(200),
    salary numeric(12,2) DEFAULT 0.00 NOT NULL,
    hired timestamp with time zone DEFAULT now() NOT NULL,
    data jsonb DEFAULT '{}'::jsonb NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL
);
ALTER TABLE ONLY public.departments ALTER COLUMN id SET DEFAULT nextval('public.departments_id_seq'::regclass);
COPY public.departments (id, parent_id, head_company, head_number) FROM stdin;
10	\N	\N	\N
15	10	\N	\N
\.
SELECT pg_catalog.setval('public.departments_id_seq', 15, true);
ALTER TABLE ONLY public.departments ADD CONSTRAINT pk_departments PRIMARY KEY (id);
ALTER TABLE ONLY public.employees ADD CONSTRAINT employees_pkey PRIMARY KEY (company, number);
ALTER TABLE ONLY public.employees ADD CONSTRAINT uq_employees_email UNIQUE (email);
ALTER TABLE ONLY public.departments ADD CONSTRAINT fk_departments_parent_id FOREIGN KEY (parent_id) REFERENCES public.departments(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.departments ADD CONSTRAINT head FOREIGN KEY (head_company, head_number) REFERENCES public.employees(company, number) MATCH FULL;
ALTER TABLE ONLY public.employees ADD CONSTRAINT fk_employees_department_id FOREIGN KEY (department_id) REFERENCES public.departments(id) NOT VALID;

CREATE TABLE public.events (id bigint NOT NULL, at timestamptz NOT NULL, payload jsonb, CONSTRAINT events_pkey PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE public.events_2024 PARTITION OF public.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE public.events_default PARTITION OF public.events DEFAULT;
CREATE INDEX ix_events_at ON public.events (at);
CREATE TABLE public.archive (id bigint NOT NULL, at timestamptz NOT NULL, payload jsonb);

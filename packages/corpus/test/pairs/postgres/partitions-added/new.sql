CREATE TABLE public.events (id bigint NOT NULL, at timestamptz NOT NULL, payload jsonb DEFAULT '{}' NOT NULL, kind text, CONSTRAINT events_pkey PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE public.events_2024 PARTITION OF public.events FOR VALUES FROM ('2024-01-01') TO ('2024-07-01');
CREATE TABLE public.events_2024b PARTITION OF public.events FOR VALUES FROM ('2024-07-01') TO ('2025-01-01') PARTITION BY HASH (at);
CREATE TABLE public.events_2024b_click PARTITION OF public.events_2024b FOR VALUES WITH (modulus 1, remainder 0);
CREATE TABLE public.events_2025 PARTITION OF public.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX ix_events_at ON public.events (at);
CREATE INDEX ix_events_payload ON public.events USING gin (payload);
CREATE INDEX ix_2025 ON public.events_2025 (kind);

CREATE SCHEMA billing;
CREATE SCHEMA "Sales";
CREATE TYPE billing.currency AS ENUM ('EUR', 'USD', 'CHF');
CREATE TABLE "Sales".customers (id integer PRIMARY KEY, name text);
CREATE TABLE billing.invoices (id serial PRIMARY KEY, customer_id integer REFERENCES "Sales".customers, currency billing.currency DEFAULT 'EUR');
CREATE TABLE billing.rates (currency billing.currency PRIMARY KEY, rate numeric NOT NULL);
CREATE VIEW billing.due AS SELECT i.id, r.rate FROM billing.invoices i JOIN billing.rates r USING (currency);
CREATE FUNCTION billing.convert(n numeric, c billing.currency) RETURNS numeric LANGUAGE sql STABLE AS $$ select n * rate from billing.rates where currency = c $$;

CREATE TABLE products (id INTEGER PRIMARY KEY, price REAL NOT NULL, tax REAL DEFAULT 0.19, total REAL GENERATED ALWAYS AS (price * (1 + tax)) STORED, name TEXT NOT NULL, label TEXT AS (name || ': ' || price));
CREATE INDEX ix_total ON products (total DESC);
CREATE INDEX ix_lower ON products (lower(trim(name)), price) WHERE price > 20 AND name <> '';
CREATE VIEW cheap AS SELECT label, total FROM products WHERE total < 100;

CREATE TABLE products (id INTEGER PRIMARY KEY, price INTEGER, tax INTEGER, total INTEGER GENERATED ALWAYS AS (price + tax), name TEXT);
CREATE INDEX ix_total ON products (total);
CREATE INDEX ix_lower ON products (lower(name)) WHERE price > 10;
CREATE VIEW cheap AS SELECT name, total FROM products WHERE total < 100;

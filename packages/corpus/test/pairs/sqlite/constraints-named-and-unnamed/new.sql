CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  total REAL NOT NULL DEFAULT 0 CHECK (total > 0) CHECK (total < 1e9),
  state TEXT DEFAULT 'draft' NOT NULL,
  CONSTRAINT ck_state CHECK (state IN ('draft', 'new', 'paid')),
  CONSTRAINT uq_state UNIQUE (state)
);
CREATE TABLE lines (
  order_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  sku TEXT NOT NULL ON CONFLICT IGNORE DEFAULT 'x',
  PRIMARY KEY (position, order_id),
  FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE ON UPDATE RESTRICT
);

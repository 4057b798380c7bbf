CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  total REAL CHECK (total >= 0),
  state TEXT DEFAULT 'new',
  CONSTRAINT ck_state CHECK (state IN ('new', 'paid')),
  UNIQUE (state, total)
);
CREATE TABLE lines (
  order_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  sku TEXT,
  CONSTRAINT pk_lines PRIMARY KEY (order_id, position),
  CONSTRAINT fk_order FOREIGN KEY (order_id) REFERENCES orders (id)
);

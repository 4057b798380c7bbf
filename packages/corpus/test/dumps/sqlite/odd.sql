-- What SQLite allows: types of any name, names of any form, keys without names, expressions as keys.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE IF NOT EXISTS "Order Details" (
  [OrderID] INTEGER NOT NULL,
  `ProductID` int NOT NULL,
  "UnitPrice" MONEY DEFAULT 0.00,
  qty INT DEFAULT '0',
  label VARCHAR(5) DEFAULT 0,
  ok BOOLEAN DEFAULT true,
  at DATETIME DEFAULT CURRENT_TIMESTAMP,
  class text DEFAULT 'it''s `a` ${b} \c',
  primary key ("OrderID", "ProductID"),
  foreign key ("ProductID") references "import" ("id") on delete cascade on update set null
);
CREATE TABLE "import" (id integer primary key autoincrement, parent integer references "import", name nvarchar(40) not null unique collate nocase);
CREATE TABLE keyed (a text, b text, constraint both primary key (a, b), check (a <> b)) without rowid;
CREATE TABLE strictly (a integer, b any, c integer as (a + 1), d integer as (a * 2) stored) strict;
CREATE INDEX "by name" on "import" (lower(name), parent desc) where parent is not null;
CREATE VIEW names as select name from "import";
CREATE TRIGGER tick after insert on "import" begin update "import" set name = name; end;
INSERT INTO "import" VALUES (1, NULL, 'first');
COMMIT;

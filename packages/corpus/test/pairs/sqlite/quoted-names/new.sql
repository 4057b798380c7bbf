CREATE TABLE "order" ("group" INTEGER PRIMARY KEY, "from" TEXT, "größe" REAL NOT NULL DEFAULT 1.5, "it's" TEXT DEFAULT 'it''s', "a ""quoted"" one" INTEGER);
CREATE INDEX "my index" ON "order" ("from", "it's");
CREATE VIEW "where" AS SELECT "from", "größe" FROM "order";
CREATE TRIGGER "my trigger" AFTER INSERT ON "order" BEGIN UPDATE "order" SET "from" = 'x' WHERE "group" = new."group"; END;

CREATE TABLE "order" ("group" INTEGER PRIMARY KEY, "select" TEXT, "größe" REAL, "it's" TEXT, "a ""quoted"" one" TEXT);
CREATE INDEX "my index" ON "order" ("select");
CREATE VIEW "where" AS SELECT "select" FROM "order";

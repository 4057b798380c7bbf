-- Names with dots, quotes and parentheses in them, and tables without columns.
CREATE SCHEMA "my.schema";
CREATE TABLE nothing ();
CREATE TABLE "my.schema".nothing ();
CREATE TYPE "my.schema"."my.kind" AS ENUM ('a', 'b');
CREATE TYPE "my.kind" AS ENUM ('a', 'b');
CREATE TABLE "my.table" (
  "my.id" integer GENERATED ALWAYS AS IDENTITY CONSTRAINT "my.pk" PRIMARY KEY,
  """odd""" text DEFAULT 'x',
  kind "my.kind",
  other "my.schema"."my.kind" NOT NULL DEFAULT 'a',
  CONSTRAINT "my.check" CHECK ("my.id" > 0)
);
CREATE INDEX "my.index" ON "my.table" ("""odd""") WHERE "my.id" > 3;
CREATE TABLE "my.schema"."my.table" (
  "my.id" integer REFERENCES "my.table" ("my.id"),
  a integer, b integer,
  "c(d)" text,
  UNIQUE (a, b)
);
CREATE TABLE "t(1.5)" ("my.a" integer, "b" integer, n serial, FOREIGN KEY ("my.a", b) REFERENCES "my.schema"."my.table" (a, b));
CREATE TABLE """odd""" (id integer PRIMARY KEY, up integer REFERENCES """odd""");
CREATE TABLE child () INHERITS ("my.table");
CREATE TABLE "my.parent" (id integer NOT NULL) PARTITION BY RANGE (id);
CREATE TABLE "my.partition" PARTITION OF "my.parent" FOR VALUES FROM (1) TO (10);
CREATE VIEW "my.view" AS SELECT "my.id", kind FROM "my.table";
CREATE MATERIALIZED VIEW "my.schema"."my.mat" AS SELECT "my.id" FROM "my.schema"."my.table";
CREATE INDEX "my.matindex" ON "my.schema"."my.mat" ("my.id");
CREATE FUNCTION "my.f"("my.schema"."my.kind") RETURNS integer LANGUAGE sql IMMUTABLE AS $$ select 1 $$;
CREATE FUNCTION "my.schema"."my.f"() RETURNS trigger LANGUAGE plpgsql AS $$ begin return new; end $$;
CREATE TRIGGER "my.trigger" BEFORE INSERT ON "my.table" FOR EACH ROW EXECUTE FUNCTION "my.schema"."my.f"();
CREATE POLICY "my.policy" ON "my.schema"."my.table" USING (a > 1);
CREATE SEQUENCE "my.seq" OWNED BY "my.table"."my.id";
CREATE DOMAIN "my.domain" AS integer CONSTRAINT "my.c" CHECK (VALUE > 1);
CREATE TYPE "my.composite" AS ("my.a" integer, b "my.domain");
CREATE TABLE uses ("d" "my.domain", c "my.composite", ds "my.domain"[]);
COMMENT ON COLUMN "my.table"."my.id" IS 'com.ment';
COMMENT ON TABLE "my.table" IS 'table';
COMMENT ON TRIGGER "my.trigger" ON "my.table" IS 'x';

begin;
create table "aludel_history" ("id" text not null, "parents" text not null, "depends_on" text not null, "message" text not null, "applied_at" timestamp with time zone not null, "duration_ms" integer not null, "text_hash" text, "operations_hash" text not null, "tool_version" text not null, "downgrade" text not null, constraint "pk_aludel_history" primary key ("id"));
create table "aludel_history_log" ("run" text not null, "position" integer not null, "at" timestamp with time zone not null, "event" text not null, "direction" text not null, "revision" text, "detail" text, "actor" text, "tool_version" text not null, constraint "pk_aludel_history_log" primary key ("run", "position"));
create table "aludel_history_control" ("id" integer not null, "format" integer not null, "counter" integer not null, constraint "pk_aludel_history_control" primary key ("id"));
insert into "aludel_history_control" ("id", "format", "counter") values (1, 1, 0);
update "aludel_history_control" set "counter" = "counter" + 1 where "id" = 1;

-- Running upgrade <base> -> a, table a
create table "table_a" ("id" integer not null, constraint "pk_table_a" primary key ("id"));
insert into "aludel_history" ("id", "parents", "depends_on", "message", "applied_at", "duration_ms", "text_hash", "operations_hash", "tool_version", "downgrade") values ('a', '[]', '[]', 'table a', '2026-11-18T14:49:44.000Z', 0, null, '1:45d6c6e5311324608b6b1d83bd84859a08e9e1052eefeeb1bafabe81f60828d7', '0.1.0', '{"operations":"[{\"kind\":\"dropTable\",\"name\":\"table_a\",\"nodes\":[{\"kind\":\"table\",\"name\":\"table_a\"},{\"kind\":\"column\",\"name\":\"id\",\"table\":\"table_a\",\"type\":\"integer\"},{\"columns\":[\"id\"],\"kind\":\"primaryKey\",\"name\":\"pk_table_a\",\"table\":\"table_a\"}]}]"}');
insert into "aludel_history_log" ("run", "position", "at", "event", "direction", "revision", "detail", "actor", "tool_version") values ('302df90c-d8ff-4fcb-a569-2c6b8b257cdf', 1, '2026-11-18T14:49:44.000Z', 'finished', 'upgrade', 'a', null, null, '0.1.0');

commit;

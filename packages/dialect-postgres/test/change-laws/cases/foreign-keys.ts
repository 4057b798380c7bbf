import type { WrittenCase } from "./case.ts"

/** Changes of foreign keys. */
export const foreignKeys: readonly WrittenCase[] = [
  {
    name: "a foreign key comes",
    from: "create table t (id integer primary key, a text, n integer)",
    to: "create table t (id integer primary key, a text, n integer); alter table t add constraint fk foreign key (n) references t",
    operations: ["add foreign key fk to t"],
  },
  {
    name: "a foreign key goes",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint fk foreign key (n) references t",
    to: "create table t (id integer primary key, a text, n integer)",
    operations: ["drop constraint fk of t"],
  },
  {
    name: "on delete",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint fk foreign key (n) references t",
    to: "create table t (id integer primary key, a text, n integer); alter table t add constraint fk foreign key (n) references t on delete cascade",
    operations: ["drop constraint fk of t", "add foreign key fk to t"],
  },
  {
    name: "on update",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint fk foreign key (n) references t",
    to: "create table t (id integer primary key, a text, n integer); alter table t add constraint fk foreign key (n) references t on update set null",
    operations: ["drop constraint fk of t", "add foreign key fk to t"],
  },
  {
    name: "no action is none (Alembic 7.1)",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint fk foreign key (n) references t on delete no action",
    to: "create table t (id integer primary key, a text, n integer); alter table t add constraint fk foreign key (n) references t",
    operations: [],
  },
  {
    name: "deferrable",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint fk foreign key (n) references t",
    to: "create table t (id integer primary key, a text, n integer); alter table t add constraint fk foreign key (n) references t deferrable initially deferred",
    operations: ["drop constraint fk of t", "add foreign key fk to t"],
  },
  {
    name: "match full (Alembic 7.1: not compared)",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint fk foreign key (n) references t",
    to: "create table t (id integer primary key, a text, n integer); alter table t add constraint fk foreign key (n) references t match full",
    operations: ["drop constraint fk of t", "add foreign key fk to t"],
  },
  {
    name: "not valid becomes valid (Alembic 7.1: not compared)",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint fk foreign key (n) references t not valid",
    to: "create table t (id integer primary key, a text, n integer); alter table t add constraint fk foreign key (n) references t",
    operations: ["validate constraint fk of t"],
  },
  {
    name: "another name (Alembic 7.1: ignored)",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint fk foreign key (n) references t",
    to: "create table t (id integer primary key, a text, n integer); alter table t add constraint fk2 foreign key (n) references t",
    operations: ["drop constraint fk of t", "add foreign key fk2 to t"],
  },
  {
    name: "tables that refer to each other (Alembic 7.2: no split)",
    from: "create table t (id integer primary key, a text, n integer)",
    to: "create table t (id integer primary key, a text, n integer); create table x (id integer primary key, y_id integer); create table y (id integer primary key, x_id integer constraint fk_x references x); alter table x add constraint fk_y foreign key (y_id) references y",
    operations: ["create table y", "create table x", "add foreign key fk_x to y"],
  },
  {
    name: "tables that refer to each other go (Alembic 7.2: not sorted)",
    from: "create table t (id integer primary key, a text, n integer); create table x (id integer primary key, y_id integer); create table y (id integer primary key, x_id integer constraint fk_x references x); alter table x add constraint fk_y foreign key (y_id) references y",
    to: "create table t (id integer primary key, a text, n integer)",
    operations: ["drop constraint fk_x of y", "drop table x", "drop table y"],
  },
]

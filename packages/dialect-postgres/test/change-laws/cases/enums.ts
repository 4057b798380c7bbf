import type { WrittenCase } from "./case.ts"

/** Changes of enums. */
export const enums: readonly WrittenCase[] = [
  {
    name: "an enum comes (Alembic #278)",
    from: "create table t (id integer primary key, a text, n integer)",
    to: "create table t (id integer primary key, a text, n integer); create type k as enum ('a', 'b')",
    operations: ["create enum k"],
  },
  {
    name: "an enum goes (Alembic 11: never dropped)",
    from: "create table t (id integer primary key, a text, n integer); create type k as enum ('a')",
    to: "create table t (id integer primary key, a text, n integer)",
    operations: ["drop enum k"],
  },
  {
    name: "a value goes (Alembic #278)",
    from: "create table t (id integer primary key, a text, n integer); create type k as enum ('a', 'b', 'c'); create table e (k k)",
    to: "create table t (id integer primary key, a text, n integer); create type k as enum ('a', 'c'); create table e (k k)",
    operations: ["alter enum k"],
  },
  {
    name: "values change places",
    from: "create table t (id integer primary key, a text, n integer); create type k as enum ('a', 'b'); create table e (k k default 'a')",
    to: "create table t (id integer primary key, a text, n integer); create type k as enum ('b', 'a'); create table e (k k default 'a')",
    operations: ["alter enum k"],
  },
  {
    name: "a new value",
    from: "create table t (id integer primary key, a text, n integer); create type k as enum ('a', 'b'); create table e (k k)",
    to: "create table t (id integer primary key, a text, n integer); create type k as enum ('a', 'x', 'b'); create table e (k k)",
    operations: ["alter enum k"],
  },
  {
    name: "a column becomes an enum",
    from: "create table t (id integer primary key, a text, n integer); create type k as enum ('a'); create table e (k text)",
    to: "create table t (id integer primary key, a text, n integer); create type k as enum ('a'); create table e (k k)",
    operations: ["alter column e.k (type)"],
  },
  {
    name: "an enum's comment",
    from: "create table t (id integer primary key, a text, n integer); create type k as enum ('a')",
    to: "create table t (id integer primary key, a text, n integer); create type k as enum ('a'); comment on type k is 'x'",
    operations: ["set comment on enum k"],
  },
]

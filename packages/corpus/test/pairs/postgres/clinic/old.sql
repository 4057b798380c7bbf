-- A clinic with domains, composite and range types, and a view over a function over a row.
create domain amount as numeric(8,2) default 0;
create type address as (street text, city text);
create type period as range (subtype = date);
create table patients (id serial primary key, name varchar(50), home address, born date, weight amount);
create table visits (id serial primary key, patient integer not null references patients(id), during period, room smallint, cost amount not null, notes varchar(200));
create function cost_of(v visits) returns numeric language sql stable as 'select v.cost * 1.19';
create view bills as select v.id, p.name, v.cost, cost_of(v) as gross from visits v join patients p on p.id = v.patient;
create function room_free(r smallint, d date) returns boolean language sql stable as 'select not exists (select from visits where room = r and during @> d)';
create procedure discharge(id int) language sql as 'delete from visits where visits.id = discharge.id';
comment on table patients is 'people';
comment on column visits.cost is 'net';

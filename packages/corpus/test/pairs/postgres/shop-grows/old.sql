-- A shop in its first year: statuses are text, addresses are columns, reports are views upon views.
create table customers (
  id serial primary key,
  email varchar(120) not null,
  street text,
  city text,
  country char(2) not null default 'DE',
  created timestamp not null default now()
);
create unique index customers_email on customers (email);

create table orders (
  id serial primary key,
  customer_id integer not null references customers,
  status text not null default 'new' check (status in ('new', 'paid', 'shipped')),
  total numeric(10, 2) not null default 0,
  placed_at timestamp not null default now()
);
create index orders_open on orders (customer_id) where status <> 'shipped';

create table lines (
  order_id integer not null references orders on delete cascade,
  position integer not null,
  sku varchar(20) not null,
  quantity integer not null,
  price numeric(10, 2) not null,
  primary key (order_id, position)
);

create function line_total(quantity integer, price numeric) returns numeric
  language sql immutable as $$ select quantity * price $$;

create function sum_up() returns trigger language plpgsql as $$
begin
  update orders set total = (select coalesce(sum(line_total(quantity, price)), 0) from lines
    where order_id = new.order_id) where id = new.order_id;
  return new;
end $$;
create trigger lines_sum after insert or update on lines for each row execute function sum_up();

create view open_orders as select o.id, o.customer_id, o.total from orders o where o.status <> 'shipped';
create view open_by_customer as select customer_id, count(*) as orders, sum(total) as total from open_orders group by customer_id;
create materialized view revenue as
  select date_trunc('month', placed_at) as month, sum(total) as total from orders where status <> 'new' group by 1;
create unique index revenue_month on revenue (month);

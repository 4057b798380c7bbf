/** The plainest queries that give all that is read here, with no more conditions than they need and nothing done to the rows. */
export const floor = [
  `select c.oid, c.relname, c.relkind, c.relpersistence, c.reloptions, c.relrowsecurity, x.description
   from pg_class c
     left join pg_description x on x.classoid = 'pg_class'::regclass and x.objoid = c.oid and x.objsubid = 0
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')`,
  `select a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull,
     pg_get_expr(d.adbin, d.adrelid) as expression, a.attidentity, a.attgenerated, a.attcollation, x.description
   from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     left join pg_description x on x.classoid = 'pg_class'::regclass and x.objoid = a.attrelid and x.objsubid = a.attnum
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
  `select o.conrelid, o.conname, o.contype, o.conkey, o.confrelid, o.confkey, o.confdeltype, o.confupdtype, o.confmatchtype,
     o.condeferrable, o.condeferred, o.convalidated, pg_get_expr(o.conbin, o.conrelid) as expression, x.description
   from pg_constraint o
     left join pg_description x on x.classoid = 'pg_constraint'::regclass and x.objoid = o.oid
   where o.connamespace = 'public'::regnamespace`,
  `select i.indrelid, i.indexrelid, c.relname, i.indkey, i.indoption, i.indclass, i.indcollation, i.indisunique, i.indisvalid,
     c.reloptions, pg_get_expr(i.indpred, i.indrelid) as predicate, x.description
   from pg_index i
     join pg_class c on c.oid = i.indexrelid
     left join pg_description x on x.classoid = 'pg_class'::regclass and x.objoid = i.indexrelid and x.objsubid = 0
   where c.relnamespace = 'public'::regnamespace`,
  `select s.*, c.relname, d.refobjid, d.refobjsubid
   from pg_sequence s
     join pg_class c on c.oid = s.seqrelid
     left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i')
   where c.relnamespace = 'public'::regnamespace`,
]

/**
 * The plainest queries that give all that is read here, with no more conditions than they need and nothing done to the rows.
 * Of the not-null constraints of PostgreSQL 18 only those with names of their own are wanted.
 */
export const floor = [
  `select c.oid, c.relname, c.relkind, c.relpersistence, c.reloptions, t.reloptions as toast, c.relam, c.relrowsecurity,
     c.relforcerowsecurity, c.relreplident, c.relispopulated, pg_get_expr(c.relpartbound, c.oid) as bound,
     case when c.relkind = 'p' then pg_get_partkeydef(c.oid) when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end
       as definition, x.description
   from pg_class c
     left join pg_class t on t.oid = c.reltoastrelid
     left join pg_description x on x.classoid = 'pg_class'::regclass and x.objoid = c.oid and x.objsubid = 0
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')`,
  `select a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull,
     pg_get_expr(d.adbin, d.adrelid) as expression, a.attidentity, a.attgenerated, a.attcollation, a.attcompression, a.attstorage,
     a.attstattarget, a.attoptions, a.attislocal, x.description
   from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     left join pg_description x on x.classoid = 'pg_class'::regclass and x.objoid = a.attrelid and x.objsubid = a.attnum
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
  `select o.conrelid, o.conname, o.contype, o.conkey, o.confrelid, o.confkey, o.confdeltype, o.confupdtype, o.confmatchtype,
     o.condeferrable, o.condeferred, o.convalidated, o.connoinherit, o.conislocal, o.conparentid, o.conexclop, pg_get_expr(o.conbin, o.conrelid) as expression, x.description
   from pg_constraint o
     left join pg_description x on x.classoid = 'pg_constraint'::regclass and x.objoid = o.oid
   where o.connamespace = 'public'::regnamespace and (o.contype <> 'n' or o.conname not like '%\\_not\\_null')`,
  `select i.indrelid, i.indexrelid, c.relname, i.indkey, i.indoption, i.indclass, i.indcollation, i.indisunique, i.indisvalid,
     c.reloptions, c.relam, pg_get_expr(i.indpred, i.indrelid) as predicate, pg_get_expr(i.indexprs, i.indrelid) as expressions, x.description
   from pg_index i
     join pg_class c on c.oid = i.indexrelid
     left join pg_description x on x.classoid = 'pg_class'::regclass and x.objoid = i.indexrelid and x.objsubid = 0
   where c.relnamespace = 'public'::regnamespace`,
  `select s.*, c.relname, d.refobjid, d.refobjsubid
   from pg_sequence s
     join pg_class c on c.oid = s.seqrelid
     left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i')
   where c.relnamespace = 'public'::regnamespace`,
  `select t.oid, t.typname, t.typtype, format_type(t.typbasetype, t.typtypmod) as base, t.typnotnull, t.typdefault, x.description
   from pg_type t
     left join pg_description x on x.classoid = 'pg_type'::regclass and x.objoid = t.oid
   where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd', 'r')`,
  "select e.enumtypid, e.enumlabel from pg_enum e order by e.enumsortorder",
  "select h.inhrelid, h.inhparent from pg_inherits h order by h.inhseqno",
  `select p.oid, p.proname, p.prokind, pg_get_functiondef(p.oid) as definition, x.description
   from pg_proc p
     left join pg_description x on x.classoid = 'pg_proc'::regclass and x.objoid = p.oid
   where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p')`,
  `select t.oid, t.tgname, t.tgrelid, t.tgenabled, pg_get_triggerdef(t.oid) as definition, x.description
   from pg_trigger t
     join pg_class c on c.oid = t.tgrelid
     left join pg_description x on x.classoid = 'pg_trigger'::regclass and x.objoid = t.oid
   where c.relnamespace = 'public'::regnamespace and not t.tgisinternal`,
  `select p.polname, p.polrelid, p.polcmd, p.polpermissive, p.polroles, pg_get_expr(p.polqual, p.polrelid) as using,
     pg_get_expr(p.polwithcheck, p.polrelid) as check
   from pg_policy p
     join pg_class c on c.oid = p.polrelid
   where c.relnamespace = 'public'::regnamespace`,
  "select e.extname, e.extversion, e.extnamespace from pg_extension e",
]

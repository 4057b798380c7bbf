CREATE TABLE departments (id INTEGER PRIMARY KEY, name TEXT NOT NULL, boss_id INTEGER REFERENCES employees (id) ON DELETE SET NULL);
CREATE TABLE employees (id INTEGER PRIMARY KEY, department_id INTEGER REFERENCES departments (id), salary NUMERIC(10, 2), currency TEXT DEFAULT 'EUR' NOT NULL);
CREATE TABLE audit (id INTEGER PRIMARY KEY, at TEXT DEFAULT (datetime('now')), what TEXT);
CREATE TRIGGER tr_salary AFTER UPDATE OF salary, currency ON employees WHEN new.salary <> old.salary BEGIN INSERT INTO audit (what) VALUES ('salary'); END;
CREATE VIEW bosses AS SELECT d.id, d.name, e.salary FROM departments d JOIN employees e ON e.id = d.boss_id;
CREATE TRIGGER tr_view INSTEAD OF UPDATE OF salary ON bosses BEGIN UPDATE employees SET salary = new.salary WHERE id = new.id; END;

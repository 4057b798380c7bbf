CREATE TABLE departments (id INTEGER PRIMARY KEY, boss_id INTEGER REFERENCES employees (id));
CREATE TABLE employees (id INTEGER PRIMARY KEY, department_id INTEGER NOT NULL REFERENCES departments (id), salary INTEGER);
CREATE TABLE log (at TEXT, what TEXT);
CREATE TRIGGER tr_salary AFTER UPDATE OF salary ON employees BEGIN INSERT INTO log VALUES (datetime('now'), 'salary'); END;
CREATE TRIGGER tr_gone AFTER DELETE ON departments BEGIN DELETE FROM employees WHERE department_id = old.id; END;
CREATE VIEW bosses AS SELECT d.id, e.salary FROM departments d JOIN employees e ON e.id = d.boss_id;
CREATE TRIGGER tr_view INSTEAD OF UPDATE ON bosses BEGIN UPDATE employees SET salary = new.salary WHERE id = new.id; END;

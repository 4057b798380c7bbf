CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '', address_id INTEGER REFERENCES addresses (id));
CREATE TABLE addresses (id INTEGER PRIMARY KEY, street TEXT, city TEXT, zip TEXT, UNIQUE (street, zip));
CREATE TABLE contacts (person_id INTEGER NOT NULL REFERENCES people ON DELETE CASCADE, kind TEXT CHECK (kind IN ('phone', 'mail')), value TEXT NOT NULL, PRIMARY KEY (person_id, kind, value)) WITHOUT ROWID;
CREATE INDEX ix_city ON addresses (city COLLATE NOCASE);
CREATE VIEW book AS SELECT p.name, a.city FROM people p LEFT JOIN addresses a ON a.id = p.address_id;

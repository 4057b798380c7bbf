CREATE TABLE people (id INTEGER PRIMARY KEY, first TEXT, last TEXT, street TEXT, city TEXT, zip TEXT);
CREATE TABLE phones (person_id INTEGER REFERENCES people, number TEXT NOT NULL);
CREATE TABLE mails (person_id INTEGER REFERENCES people, address TEXT NOT NULL);
CREATE INDEX ix_city ON people (city COLLATE NOCASE);
CREATE VIEW book AS SELECT first || ' ' || last AS name, city FROM people;

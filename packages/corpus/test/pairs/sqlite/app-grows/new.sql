CREATE TABLE accounts (id INTEGER PRIMARY KEY AUTOINCREMENT, username TEXT NOT NULL COLLATE NOCASE, domain TEXT, email TEXT UNIQUE, created INTEGER NOT NULL DEFAULT (unixepoch()), locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)));
CREATE UNIQUE INDEX accounts_username ON accounts (username, coalesce(domain, ''));
CREATE TABLE statuses (id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, text TEXT NOT NULL DEFAULT '', reblog_of INTEGER REFERENCES statuses (id) ON DELETE CASCADE, visibility TEXT NOT NULL DEFAULT 'public');
CREATE INDEX statuses_account ON statuses (account_id, id DESC);
CREATE TABLE follows (account_id INTEGER NOT NULL REFERENCES accounts (id), target_id INTEGER NOT NULL REFERENCES accounts (id), PRIMARY KEY (account_id, target_id)) WITHOUT ROWID;
CREATE VIEW timelines AS SELECT f.account_id, s.id FROM follows f JOIN statuses s ON s.account_id = f.target_id;

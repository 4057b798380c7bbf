CREATE TABLE schema_info (version INTEGER);
CREATE TABLE accounts (id INTEGER PRIMARY KEY AUTOINCREMENT, username TEXT NOT NULL, email TEXT, created INTEGER);
CREATE UNIQUE INDEX accounts_username ON accounts (username);
CREATE TABLE statuses (id INTEGER PRIMARY KEY, account_id INTEGER, text TEXT, reblog_of INTEGER);
CREATE INDEX statuses_account ON statuses (account_id);

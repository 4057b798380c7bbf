-- Foreign keys that SQLite keeps though nothing can come of them: tables that are elsewhere, columns that are no key, a key
-- of two columns that one refers to, a view, a virtual table.
CREATE TABLE artists (id integer primary key, name text not null, mbid text);
CREATE TABLE albums (
  id integer primary key,
  artist integer references artists,
  artist_name text references artists (name) on update cascade,
  mbid text constraint fk_mbid references artists (mbid),
  owner integer not null default 1 references users (id) on delete cascade,
  label integer references labels,
  shop integer references "odd shops" ("id ""x""") deferrable initially deferred
);
CREATE TABLE tracks (album integer, disc integer, number integer, primary key (album, disc, number));
CREATE TABLE plays (
  track integer references tracks,
  number integer references tracks (number),
  lacking integer references tracks (nowhere),
  foreign key (track, number) references tracks (album, number),
  foreign key (track, number, lacking) references tracks
);
CREATE UNIQUE INDEX albums_mbid ON albums (mbid);
CREATE UNIQUE INDEX albums_some ON albums (owner) WHERE label IS NULL;
CREATE TABLE links (
  mbid text references albums (mbid),
  owner integer references albums (owner),
  name text references artist_names (name),
  word text references words (word)
);
CREATE VIEW artist_names AS SELECT name FROM artists;
CREATE VIRTUAL TABLE words USING fts5(word);
INSERT INTO artists VALUES (1, 'a', NULL);
INSERT INTO plays VALUES (1, 2, 3);

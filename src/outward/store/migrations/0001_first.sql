-- Times are whole seconds since 1970 UTC; lists are JSON arrays; flags are 0, 1 or NULL for "nobody said".

CREATE TABLE counter (seq INTEGER NOT NULL);
INSERT INTO counter VALUES (0);

CREATE TABLE account (
  id TEXT PRIMARY KEY, network TEXT NOT NULL, handle TEXT NOT NULL, name TEXT NOT NULL, bio TEXT NOT NULL,
  url TEXT NOT NULL, followers INTEGER, following INTEGER, bot INTEGER NOT NULL, indexable INTEGER,
  links TEXT NOT NULL, person TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX account_person ON account (person);

CREATE TABLE resource (
  url TEXT PRIMARY KEY, form TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, author TEXT,
  published_at INTEGER, lang TEXT, words INTEGER, seconds INTEGER, free INTEGER
);

-- doc is the number the index and its vectors know a post by; seq is the write that last changed its words.
CREATE TABLE post (
  doc INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, network TEXT NOT NULL, author TEXT, text TEXT NOT NULL,
  url TEXT NOT NULL, resource TEXT NOT NULL, created_at INTEGER, lang TEXT, reply_to TEXT, quotes TEXT,
  repost_of TEXT, tags TEXT NOT NULL, mentions TEXT NOT NULL, likes INTEGER, reposts INTEGER, replies INTEGER,
  seq INTEGER NOT NULL, deleted INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX post_seq ON post (seq);
CREATE INDEX post_created ON post (created_at);
CREATE INDEX post_author ON post (author, created_at);
CREATE INDEX post_resource ON post (resource);
CREATE INDEX post_deleted ON post (deleted) WHERE deleted;
CREATE INDEX post_reply ON post (reply_to) WHERE reply_to IS NOT NULL;

CREATE TABLE tie (
  source TEXT NOT NULL, target TEXT NOT NULL, kind TEXT NOT NULL, post TEXT NOT NULL, at INTEGER,
  PRIMARY KEY (source, target, kind, post)
) WITHOUT ROWID;
CREATE INDEX tie_target ON tie (target, kind, at);

CREATE TABLE connection (network TEXT PRIMARY KEY, settings TEXT NOT NULL, connected_at INTEGER NOT NULL);

CREATE TABLE source (
  network TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, approved_at INTEGER NOT NULL,
  cursor TEXT NOT NULL DEFAULT '', synced_at INTEGER, checked INTEGER NOT NULL DEFAULT 1, trouble TEXT,
  retry_at INTEGER, PRIMARY KEY (network, kind, value)
) WITHOUT ROWID;

CREATE TABLE raw (
  id INTEGER PRIMARY KEY, network TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, url TEXT NOT NULL,
  fetched_at INTEGER NOT NULL, body BLOB NOT NULL
);

CREATE TABLE dropped (
  network TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, reason TEXT NOT NULL, excerpt TEXT NOT NULL,
  at INTEGER NOT NULL, PRIMARY KEY (network, kind, value, reason, excerpt)
) WITHOUT ROWID;

CREATE TABLE answers (id INTEGER PRIMARY KEY, body TEXT NOT NULL, answered_at INTEGER NOT NULL);

CREATE TABLE session (
  id INTEGER PRIMARY KEY, slot TEXT NOT NULL UNIQUE, body TEXT NOT NULL, starts_at INTEGER NOT NULL,
  state TEXT NOT NULL, planned_at INTEGER NOT NULL, started_at INTEGER, ended_at INTEGER, minutes INTEGER
);
CREATE INDEX session_start ON session (starts_at);

CREATE TABLE takeaway (
  id INTEGER PRIMARY KEY, text TEXT NOT NULL, change TEXT NOT NULL, url TEXT NOT NULL,
  created_at INTEGER NOT NULL, due INTEGER NOT NULL, card TEXT NOT NULL, applied_at INTEGER
);
CREATE INDEX takeaway_due ON takeaway (due);

CREATE TABLE touch (
  id INTEGER PRIMARY KEY, person TEXT NOT NULL, direction TEXT NOT NULL, how TEXT NOT NULL, at INTEGER NOT NULL,
  url TEXT NOT NULL, UNIQUE (person, direction, how, at, url)
);

CREATE TABLE ledger (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, at INTEGER NOT NULL, minutes INTEGER NOT NULL,
  subject TEXT NOT NULL, network TEXT NOT NULL
);
CREATE INDEX ledger_at ON ledger (at);

CREATE TABLE feedback (
  id INTEGER PRIMARY KEY, verdict TEXT NOT NULL, aim TEXT NOT NULL, subject TEXT NOT NULL, at INTEGER NOT NULL
);

-- What was shown where, and how likely it was to be shown there: later evaluation stays honest.
CREATE TABLE shown (
  at INTEGER NOT NULL, answers INTEGER NOT NULL, subject TEXT NOT NULL, position INTEGER NOT NULL,
  propensity REAL NOT NULL
);

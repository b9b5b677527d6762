# Stored orders by the million without their events: copies of a file's last orders under new ids. Sourced by growth.sh.

needs_sqlite() {
  ! command -v sqlite3 >/dev/null || return 0
  [[ $(id -u) -eq 0 ]] && command -v apt-get >/dev/null || return 1
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends sqlite3; } >"$logs/apt.log" 2>&1
}

# Brings a file that nobody has open to so many orders: copy_orders FILE ORDERS
# A copy has an id of its own, and as many lookups of its own as the order has names, which is what the indexes are made of: they are drawn, since
# SQLite's command has not the hash that they stand for, so that nobody would find a copy by its names. It has ended, so that nobody watches whether
# it falls silent. None of this has to survive a crash of the machine while it is written.
copy_orders() {
  sqlite3 -bail "$1" >>"$logs/copies.log" 2>&1 <<SQL
PRAGMA journal_mode=DELETE;
PRAGMA journal_mode=OFF;
PRAGMA synchronous=OFF;
PRAGMA secure_delete=OFF;
PRAGMA cache_size=-4000000;
PRAGMA temp_store=MEMORY;
CREATE TEMP TABLE bounds AS SELECT max(id) AS last, 10000 AS size, $2 - count(*) AS missing FROM orders;
CREATE TEMP TABLE sample AS SELECT row_number() OVER (ORDER BY id) - 1 AS number, * FROM orders WHERE id > (SELECT last - size FROM bounds);
CREATE TEMP TABLE names AS SELECT number FROM sample CROSS JOIN generate_series(0, length(search) - length(replace(search, char(31), '')));
UPDATE bounds SET size = (SELECT count(*) FROM sample);
CREATE TEMP TABLE rounds AS SELECT value AS round FROM bounds, generate_series(0, missing / size);
INSERT INTO orders(id, provider, order_id, version, headline, opened_at, last_event_at, ended, store_id, store_external_id, search, erased_at, state)
  SELECT last + 1 + round * size + number, provider, lower(hex(randomblob(length(order_id) / 2))), version, headline, opened_at, last_event_at, 1,
    store_id, store_external_id, search, erased_at, state
  FROM bounds CROSS JOIN rounds CROSS JOIN sample WHERE round * size + number < missing;
INSERT OR IGNORE INTO lookups(hash, order_ref)
  SELECT abs(random()) >> 16, last + 1 + round * size + number
  FROM bounds CROSS JOIN rounds CROSS JOIN names WHERE round * size + number < missing;
PRAGMA journal_mode=WAL;
SQL
}

# Stored orders by the million without their events: copies of a file's last orders under new ids. Sourced by growth.sh.

needs_sqlite() {
  ! command -v sqlite3 >/dev/null || return 0
  [[ $(id -u) -eq 0 ]] && command -v apt-get >/dev/null || return 1
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends sqlite3; } >"$logs/apt.log" 2>&1
}

# Brings a file that nobody has open to so many orders: copy_orders FILE ORDERS
# A copy has an id and references of its own, which is what the indexes are made of. It has ended, so that nobody watches whether it falls
# silent. One whose id is taken by chance is left out. None of this has to survive a crash of the machine while it is written.
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
CREATE TEMP TABLE names AS SELECT number, r.* FROM refs AS r JOIN sample ON sample.id = r.order_ref;
UPDATE bounds SET size = (SELECT count(*) FROM sample);
CREATE TEMP TABLE rounds AS SELECT value AS round FROM bounds, generate_series(0, missing / size);
INSERT OR IGNORE INTO orders(id, provider, order_id, version, headline, opened_at, last_event_at, ended, store_id, store_external_id, search, erased_at, state)
  SELECT last + 1 + round * size + number, provider, lower(hex(randomblob(length(order_id) / 2))), version, headline, opened_at, last_event_at, 1,
    store_id, store_external_id, search, erased_at, state
  FROM bounds CROSS JOIN rounds CROSS JOIN sample WHERE round * size + number < missing;
INSERT INTO refs(provider, value, order_ref, kind)
  SELECT provider, CASE WHEN length(value) > 16 THEN substr(value, 1, length(value) - 16) || lower(hex(randomblob(8))) ELSE value END,
    last + 1 + round * size + number, kind
  FROM bounds CROSS JOIN rounds CROSS JOIN names WHERE round * size + number < missing;
PRAGMA journal_mode=WAL;
SQL
}

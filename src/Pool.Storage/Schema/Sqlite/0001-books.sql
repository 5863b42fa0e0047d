-- Numbers are 64-bit integers, booleans 0 or 1, times milliseconds since 1970 UTC by the store's clock, hashes 64 lowercase
-- hex digits. STRICT makes a sum that passes 2^63-1 an error instead of a rounded float.

-- One row a pool. Every write updates it first, which puts the pool's writes into one order.
CREATE TABLE pool (
    pool INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    last_write_at INTEGER NOT NULL,
    slice INTEGER NOT NULL DEFAULT 0,
    slice_open INTEGER NOT NULL DEFAULT 0 CHECK (slice_open IN (0, 1)),
    slice_opened_at INTEGER NOT NULL DEFAULT 0,
    last_start_no INTEGER NOT NULL DEFAULT 0 CHECK (last_start_no BETWEEN 0 AND 4294967295),
    last_activation INTEGER NOT NULL DEFAULT 0,
    last_account INTEGER NOT NULL DEFAULT 0,
    last_block INTEGER NOT NULL DEFAULT 0,
    last_batch INTEGER NOT NULL DEFAULT 0,
    payer TEXT,
    payer_until INTEGER NOT NULL DEFAULT 0,
    payouts_began_at_height INTEGER,
    hold_reason TEXT,
    hold_since INTEGER
) STRICT;

CREATE TABLE account (
    pool INTEGER NOT NULL REFERENCES pool (pool),
    account INTEGER NOT NULL,
    address TEXT NOT NULL,
    first_seen_at INTEGER NOT NULL,
    held_reason TEXT,
    held_at INTEGER,
    PRIMARY KEY (pool, account),
    UNIQUE (pool, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE worker_difficulty (
    pool INTEGER NOT NULL,
    account INTEGER NOT NULL,
    worker TEXT NOT NULL,
    difficulty INTEGER NOT NULL CHECK (difficulty > 0),
    remembered_at INTEGER NOT NULL,
    PRIMARY KEY (pool, account, worker),
    FOREIGN KEY (pool, account) REFERENCES account (pool, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE front_end (
    pool INTEGER NOT NULL REFERENCES pool (pool),
    start_id TEXT NOT NULL,
    start_no INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    last_sequence INTEGER NOT NULL DEFAULT 0,
    last_payload TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (pool, start_id),
    UNIQUE (pool, start_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE slice (
    pool INTEGER NOT NULL REFERENCES pool (pool),
    slice INTEGER NOT NULL CHECK (slice > 0),
    opened_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (pool, slice)
) STRICT, WITHOUT ROWID;

CREATE INDEX slice_by_time ON slice (pool, opened_at, slice);

-- Only counted outcomes (0 accepted, 1 block candidate) carry work.
CREATE TABLE share (
    pool INTEGER NOT NULL,
    slice INTEGER NOT NULL,
    account INTEGER NOT NULL,
    worker TEXT NOT NULL,
    scheme INTEGER NOT NULL,
    outcome INTEGER NOT NULL,
    shares INTEGER NOT NULL CHECK (shares > 0),
    work INTEGER NOT NULL CHECK (work >= 0),
    effort INTEGER NOT NULL CHECK (effort >= 0),
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (pool, slice, account, worker, scheme, outcome),
    CHECK (outcome IN (0, 1) OR (work = 0 AND effort = 0)),
    FOREIGN KEY (pool, slice) REFERENCES slice (pool, slice),
    FOREIGN KEY (pool, account) REFERENCES account (pool, account)
) STRICT, WITHOUT ROWID;

CREATE INDEX share_by_account ON share (pool, account, slice);

-- The counted shares of a slice in one row a scheme, so that rates and efforts need not add up every worker.
CREATE TABLE slice_work (
    pool INTEGER NOT NULL,
    slice INTEGER NOT NULL,
    scheme INTEGER NOT NULL,
    shares INTEGER NOT NULL CHECK (shares > 0),
    work INTEGER NOT NULL CHECK (work >= 0),
    effort INTEGER NOT NULL CHECK (effort >= 0),
    PRIMARY KEY (pool, slice, scheme),
    FOREIGN KEY (pool, slice) REFERENCES slice (pool, slice)
) STRICT, WITHOUT ROWID;

CREATE TABLE block (
    pool INTEGER NOT NULL REFERENCES pool (pool),
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    number INTEGER NOT NULL,
    height INTEGER NOT NULL,
    difficulty INTEGER NOT NULL,
    previous_hash TEXT,
    scheme INTEGER NOT NULL,
    finder TEXT,
    worker TEXT NOT NULL,
    last_slice INTEGER NOT NULL,
    state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 4),
    on_main_chain INTEGER NOT NULL DEFAULT 0 CHECK (on_main_chain IN (0, 1)),
    depth INTEGER NOT NULL DEFAULT 0,
    frozen INTEGER NOT NULL DEFAULT 0 CHECK (frozen IN (0, 1)),
    effort INTEGER,
    reward INTEGER,
    replaced_by TEXT,
    missing INTEGER NOT NULL DEFAULT 0 CHECK (missing IN (0, 1)),
    note TEXT,
    found_at INTEGER NOT NULL,
    decided_at INTEGER,
    PRIMARY KEY (pool, hash),
    UNIQUE (pool, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX block_by_height ON block (pool, height, hash);
CREATE INDEX block_by_state ON block (pool, state, height);
CREATE INDEX block_by_slice ON block (pool, scheme, last_slice, number);

CREATE TABLE block_blob (
    pool INTEGER NOT NULL,
    hash TEXT NOT NULL,
    blob BLOB NOT NULL,
    PRIMARY KEY (pool, hash),
    FOREIGN KEY (pool, hash) REFERENCES block (pool, hash)
) STRICT;

CREATE TABLE frozen_work (
    pool INTEGER NOT NULL,
    hash TEXT NOT NULL,
    account INTEGER NOT NULL,
    work INTEGER NOT NULL CHECK (work >= 0),
    PRIMARY KEY (pool, hash, account),
    FOREIGN KEY (pool, hash) REFERENCES block (pool, hash),
    FOREIGN KEY (pool, account) REFERENCES account (pool, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE payout_batch (
    pool INTEGER NOT NULL REFERENCES pool (pool),
    batch INTEGER NOT NULL,
    state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 6),
    tx_hash TEXT,
    tx_blob BLOB,
    tx_metadata TEXT,
    tx_key TEXT,
    tx_fee INTEGER,
    prepared_height INTEGER,
    mined_height INTEGER,
    note TEXT,
    created_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    PRIMARY KEY (pool, batch),
    UNIQUE (pool, tx_hash),
    CHECK (state = 0 OR (tx_hash IS NOT NULL AND tx_blob IS NOT NULL AND tx_metadata IS NOT NULL
        AND tx_key IS NOT NULL AND tx_fee >= 0 AND prepared_height IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX payout_batch_by_state ON payout_batch (pool, state, batch);

-- The wallet reserves no inputs, so two transactions in flight would spend the same ones.
CREATE UNIQUE INDEX payout_batch_one_in_flight ON payout_batch (pool) WHERE state IN (1, 2, 3, 5);

CREATE TABLE payout_item (
    pool INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    account INTEGER NOT NULL,
    address TEXT NOT NULL,
    gross INTEGER NOT NULL CHECK (gross > 0),
    fee INTEGER NOT NULL DEFAULT 0 CHECK (fee >= 0 AND fee < gross),
    PRIMARY KEY (pool, batch, account),
    FOREIGN KEY (pool, batch) REFERENCES payout_batch (pool, batch),
    FOREIGN KEY (pool, account) REFERENCES account (pool, account)
) STRICT, WITHOUT ROWID;

CREATE INDEX payout_item_by_account ON payout_item (pool, account, batch);

CREATE TABLE payout_key_image (
    pool INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    position INTEGER NOT NULL,
    key_image TEXT NOT NULL,
    PRIMARY KEY (pool, batch, position),
    FOREIGN KEY (pool, batch) REFERENCES payout_batch (pool, batch)
) STRICT, WITHOUT ROWID;

CREATE TABLE external_transaction (
    pool INTEGER NOT NULL REFERENCES pool (pool),
    tx_hash TEXT NOT NULL,
    reason TEXT NOT NULL,
    acknowledged_at INTEGER NOT NULL,
    PRIMARY KEY (pool, tx_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE transfer (
    pool INTEGER NOT NULL REFERENCES pool (pool),
    id TEXT NOT NULL,
    debit TEXT NOT NULL,
    credit TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    kind TEXT NOT NULL,
    reference TEXT NOT NULL,
    block TEXT,
    batch INTEGER,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (pool, id),
    CHECK (debit <> credit),
    FOREIGN KEY (pool, block) REFERENCES block (pool, hash),
    FOREIGN KEY (pool, batch) REFERENCES payout_batch (pool, batch)
) STRICT;

CREATE INDEX transfer_by_block ON transfer (pool, block);
CREATE INDEX transfer_by_batch ON transfer (pool, batch);
CREATE INDEX transfer_by_debit ON transfer (pool, debit);
CREATE INDEX transfer_by_credit ON transfer (pool, credit);

CREATE TRIGGER transfer_no_update BEFORE UPDATE ON transfer
BEGIN
    SELECT RAISE(ABORT, 'transfers are append-only: a correction is a new transfer');
END;

CREATE TRIGGER transfer_no_delete BEFORE DELETE ON transfer
BEGIN
    SELECT RAISE(ABORT, 'transfers are append-only: a correction is a new transfer');
END;

CREATE TABLE balance (
    pool INTEGER NOT NULL REFERENCES pool (pool),
    account TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (pool, account),
    CHECK (amount >= 0 OR substr(account, 1, 6) <> 'miner:')
) STRICT, WITHOUT ROWID;

-- A database of schema version 1 with a little of everything in it. Never edited: it stands for the ones in use.
BEGIN TRANSACTION;
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
INSERT INTO "account" VALUES(1,1,'alice-address',1893456000000,NULL,NULL);
INSERT INTO "account" VALUES(1,2,'bob-address',1893456000000,NULL,NULL);
CREATE TABLE balance (
    pool INTEGER NOT NULL REFERENCES pool (pool),
    account TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (pool, account),
    CHECK (amount >= 0 OR substr(account, 1, 6) <> 'miner:')
) STRICT, WITHOUT ROWID;
INSERT INTO "balance" VALUES(1,'chain:coinbase',-1000);
INSERT INTO "balance" VALUES(1,'chain:network-fee',7);
INSERT INTO "balance" VALUES(1,'chain:paid',292);
INSERT INTO "balance" VALUES(1,'fees:rounding',1);
INSERT INTO "balance" VALUES(1,'miner:1',0);
INSERT INTO "balance" VALUES(1,'miner:2',90);
INSERT INTO "balance" VALUES(1,'payout:1',0);
INSERT INTO "balance" VALUES(1,'payout:2',600);
INSERT INTO "balance" VALUES(1,'pool:fee',10);
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
INSERT INTO "block" VALUES(1,'0000000000000000000000000000000000000000000000000000000000000001',1,100,1000,'00000000000000000000000000000000000000000000000000000000000f4241',1,'alice-address','rig',1,2,0,0,1,1100,1000,NULL,0,NULL,1893456010000,1893456010000);
INSERT INTO "block" VALUES(1,'0000000000000000000000000000000000000000000000000000000000000002',2,101,1000,'00000000000000000000000000000000000000000000000000000000000f4242',1,'alice-address','rig',2,0,0,0,0,NULL,NULL,NULL,0,NULL,1893456010000,NULL);
CREATE TABLE block_blob (
    pool INTEGER NOT NULL,
    hash TEXT NOT NULL,
    blob BLOB NOT NULL,
    PRIMARY KEY (pool, hash),
    FOREIGN KEY (pool, hash) REFERENCES block (pool, hash)
) STRICT;
INSERT INTO "block_blob" VALUES(1,'0000000000000000000000000000000000000000000000000000000000000001',X'010201');
INSERT INTO "block_blob" VALUES(1,'0000000000000000000000000000000000000000000000000000000000000002',X'010202');
CREATE TABLE external_transaction (
    pool INTEGER NOT NULL REFERENCES pool (pool),
    tx_hash TEXT NOT NULL,
    reason TEXT NOT NULL,
    acknowledged_at INTEGER NOT NULL,
    PRIMARY KEY (pool, tx_hash)
) STRICT, WITHOUT ROWID;
INSERT INTO "external_transaction" VALUES(1,'0000000000000000000000000000000000000000000000000000000000000050','by hand',1893456010000);
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
INSERT INTO "front_end" VALUES(1,'1b9e0ba0ff9145eead3c8ed5a6d169ea',1,1893456000000,4,'7a1201bb19cb2e97e5bd4cde8d128786519f5ab9e50edd358b54109c81db5948');
CREATE TABLE frozen_work (
    pool INTEGER NOT NULL,
    hash TEXT NOT NULL,
    account INTEGER NOT NULL,
    work INTEGER NOT NULL CHECK (work >= 0),
    PRIMARY KEY (pool, hash, account),
    FOREIGN KEY (pool, hash) REFERENCES block (pool, hash),
    FOREIGN KEY (pool, account) REFERENCES account (pool, account)
) STRICT, WITHOUT ROWID;
INSERT INTO "frozen_work" VALUES(1,'0000000000000000000000000000000000000000000000000000000000000001',1,40);
INSERT INTO "frozen_work" VALUES(1,'0000000000000000000000000000000000000000000000000000000000000001',2,70);
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
INSERT INTO "payout_batch" VALUES(1,1,4,'0000000000000000000000000000000000000000000000000000000000000032',X'090832','metadata 50','key 50',7,120,125,NULL,1893456010000,1893456010000);
INSERT INTO "payout_batch" VALUES(1,2,1,'000000000000000000000000000000000000000000000000000000000000003c',X'09083C','metadata 60','key 60',7,130,NULL,NULL,1893456010000,NULL);
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
INSERT INTO "payout_item" VALUES(1,1,1,'alice-address',300,8);
INSERT INTO "payout_item" VALUES(1,2,2,'bob-address',600,7);
CREATE TABLE payout_key_image (
    pool INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    position INTEGER NOT NULL,
    key_image TEXT NOT NULL,
    PRIMARY KEY (pool, batch, position),
    FOREIGN KEY (pool, batch) REFERENCES payout_batch (pool, batch)
) STRICT, WITHOUT ROWID;
INSERT INTO "payout_key_image" VALUES(1,1,0,'0000000000000000000000000000000000000000000000000000000000000033');
INSERT INTO "payout_key_image" VALUES(1,1,1,'0000000000000000000000000000000000000000000000000000000000000034');
INSERT INTO "payout_key_image" VALUES(1,2,0,'000000000000000000000000000000000000000000000000000000000000003d');
INSERT INTO "payout_key_image" VALUES(1,2,1,'000000000000000000000000000000000000000000000000000000000000003e');
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
INSERT INTO "pool" VALUES(1,'main',1893456000000,1893456010000,3,1,1893456010000,1,0,2,2,2,'payer',1893456070000,NULL,'a person said so',1893456010000);
CREATE TABLE schema_migration (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL);
INSERT INTO "schema_migration" VALUES(1,'0001-books.sql',1893456000000);
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
INSERT INTO "share" VALUES(1,1,1,'rig',1,0,1,30,300,1893456000000,1893456000000);
INSERT INTO "share" VALUES(1,1,1,'rig',1,1,1,10,100,1893456010000,1893456010000);
INSERT INTO "share" VALUES(1,1,2,'rig',1,0,1,70,700,1893456000000,1893456000000);
INSERT INTO "share" VALUES(1,1,2,'rig',1,2,1,0,0,1893456000000,1893456000000);
INSERT INTO "share" VALUES(1,2,2,'rig',1,0,1,20,200,1893456010000,1893456010000);
INSERT INTO "share" VALUES(1,3,2,'rig',1,0,1,3,30,1893456010000,1893456010000);
CREATE TABLE slice (
    pool INTEGER NOT NULL REFERENCES pool (pool),
    slice INTEGER NOT NULL CHECK (slice > 0),
    opened_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (pool, slice)
) STRICT, WITHOUT ROWID;
INSERT INTO "slice" VALUES(1,1,1893456000000,1893456010000);
INSERT INTO "slice" VALUES(1,2,1893456010000,1893456010000);
INSERT INTO "slice" VALUES(1,3,1893456010000,NULL);
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
INSERT INTO "slice_work" VALUES(1,1,1,3,110,1100);
INSERT INTO "slice_work" VALUES(1,2,1,1,20,200);
INSERT INTO "slice_work" VALUES(1,3,1,1,3,30);
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
INSERT INTO "transfer" VALUES(1,'credit:0000000000000000000000000000000000000000000000000000000000000001:miner:1','chain:coinbase','miner:1',300,'block-reward','0000000000000000000000000000000000000000000000000000000000000001','0000000000000000000000000000000000000000000000000000000000000001',NULL,1893456010000);
INSERT INTO "transfer" VALUES(1,'credit:0000000000000000000000000000000000000000000000000000000000000001:miner:2','chain:coinbase','miner:2',690,'block-reward','0000000000000000000000000000000000000000000000000000000000000001','0000000000000000000000000000000000000000000000000000000000000001',NULL,1893456010000);
INSERT INTO "transfer" VALUES(1,'credit:0000000000000000000000000000000000000000000000000000000000000001:pool:fee','chain:coinbase','pool:fee',10,'block-reward','0000000000000000000000000000000000000000000000000000000000000001','0000000000000000000000000000000000000000000000000000000000000001',NULL,1893456010000);
INSERT INTO "transfer" VALUES(1,'payout:1:reserve:1','miner:1','payout:1',300,'payout-reserve','1',NULL,1,1893456010000);
INSERT INTO "transfer" VALUES(1,'payout:1:paid','payout:1','chain:paid',292,'payout','1',NULL,1,1893456010000);
INSERT INTO "transfer" VALUES(1,'payout:1:network-fee','payout:1','chain:network-fee',7,'network-fee','1',NULL,1,1893456010000);
INSERT INTO "transfer" VALUES(1,'payout:1:fee-rounding','payout:1','fees:rounding',1,'fee-rounding','1',NULL,1,1893456010000);
INSERT INTO "transfer" VALUES(1,'payout:2:reserve:2','miner:2','payout:2',600,'payout-reserve','2',NULL,2,1893456010000);
CREATE TABLE worker_difficulty (
    pool INTEGER NOT NULL,
    account INTEGER NOT NULL,
    worker TEXT NOT NULL,
    difficulty INTEGER NOT NULL CHECK (difficulty > 0),
    remembered_at INTEGER NOT NULL,
    PRIMARY KEY (pool, account, worker),
    FOREIGN KEY (pool, account) REFERENCES account (pool, account)
) STRICT, WITHOUT ROWID;
INSERT INTO "worker_difficulty" VALUES(1,1,'rig',4321,1893456010000);
CREATE INDEX slice_by_time ON slice (pool, opened_at, slice);
CREATE INDEX share_by_account ON share (pool, account, slice);
CREATE INDEX block_by_height ON block (pool, height, hash);
CREATE INDEX block_by_state ON block (pool, state, height);
CREATE INDEX block_by_slice ON block (pool, scheme, last_slice, number);
CREATE INDEX payout_batch_by_state ON payout_batch (pool, state, batch);
CREATE UNIQUE INDEX payout_batch_one_in_flight ON payout_batch (pool) WHERE state IN (1, 2, 3, 5);
CREATE INDEX payout_item_by_account ON payout_item (pool, account, batch);
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
COMMIT;

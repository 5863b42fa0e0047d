-- Transactions of the pool to itself that spend an input of an unknown batch, so that the batch can never be mined.
CREATE TABLE self_spend (
    pool INTEGER NOT NULL,
    tx_hash TEXT NOT NULL CHECK (length(tx_hash) = 64),
    batch INTEGER NOT NULL,
    tx_blob BLOB NOT NULL,
    tx_fee INTEGER NOT NULL CHECK (tx_fee >= 0),
    made_at INTEGER NOT NULL,
    PRIMARY KEY (pool, tx_hash),
    FOREIGN KEY (pool, batch) REFERENCES payout_batch (pool, batch)
) STRICT;

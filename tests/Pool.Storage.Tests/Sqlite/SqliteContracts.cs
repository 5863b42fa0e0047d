using Pool.Storage.Tests.Contracts;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Sqlite;

// The contract suite on SQLite.
public sealed class SqliteShareTests() : ShareContract(new SqliteFixture());

public sealed class SqliteSliceTests() : SliceContract(new SqliteFixture());

public sealed class SqliteBlockTests() : BlockContract(new SqliteFixture());

public sealed class SqliteLedgerTests() : LedgerContract(new SqliteFixture());

public sealed class SqlitePayoutTests() : PayoutContract(new SqliteFixture());

public sealed class SqlitePayoutStepTests() : PayoutStepContract(new SqliteFixture());

public sealed class SqliteQueryTests() : QueryContract(new SqliteFixture());

public sealed class SqliteMinerDirectoryTests() : MinerDirectoryContract(new SqliteFixture());

using Pool.Storage.Tests.Contracts;
using Pool.Storage.Tests.Fixtures;

namespace Pool.Storage.Tests.Sqlite;

public sealed class SqliteSelfSpendTests() : SelfSpendContract(new SqliteFixture());

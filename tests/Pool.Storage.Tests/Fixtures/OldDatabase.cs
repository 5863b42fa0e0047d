using Dapper;
using Microsoft.Data.Sqlite;

namespace Pool.Storage.Tests.Fixtures;

/// <summary>Databases that earlier versions of the program have left, from their dumps.</summary>
internal static class OldDatabase
{
    public static async Task Write(string path, int version)
    {
        var dump = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Schema", $"version-{version}.sql"));
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False;Foreign Keys=False");
        await connection.ExecuteAsync(dump);
    }
}

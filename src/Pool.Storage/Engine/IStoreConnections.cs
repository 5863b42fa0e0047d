using System.Data.Common;

namespace Pool.Storage.Engine;

/// <summary>Opens connections on which every durability setting has been read back.</summary>
internal interface IStoreConnections : IAsyncDisposable
{
    /// <summary>The file or server, for errors; never a login.</summary>
    string Name { get; }

    Task<DbConnection> OpenWriter(CancellationToken cancel);

    Task<DbConnection> OpenReader(CancellationToken cancel);
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Pool.Core.Templates;

/// <summary>
/// The tags that the pool writes into its blocks. Both are keyed by the wallet's view key, so that a pool which lost its
/// database still finds its blocks, and nobody else can link tags to addresses.
/// </summary>
public sealed class PoolTags
{
    private readonly byte[] _key;

    /// <param name="secret">The pool wallet's secret view key, or another secret that outlives the database.</param>
    /// <param name="pool">The pool's id, so that two pools on one wallet differ.</param>
    public PoolTags(ReadOnlySpan<byte> secret, string pool)
    {
        _key = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes("pool tags:" + pool));
        PoolTag = Tag("pool");
    }

    public ulong PoolTag { get; }

    /// <summary>The tag of the account that an address earns for.</summary>
    public ulong AccountTag(string address) => Tag("account:" + address);

    private ulong Tag(string text) =>
        BinaryPrimitives.ReadUInt64LittleEndian(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
}

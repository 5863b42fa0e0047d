using System.Security.Cryptography;
using System.Text;
using Pool.Core.Payouts;

namespace Pool.Core.Tests.World;

/// <summary>A signed transaction of the model; its blob is its number, so that any node can take it.</summary>
internal sealed record ModelTransaction(
    int Number, IReadOnlyList<Hash32> Inputs, IReadOnlyList<Destination> Destinations, long Fee, long Change)
{
    public Hash32 Hash { get; } = Named($"transaction {Number}");

    public ReadOnlyMemory<byte> Blob { get; } = BitConverter.GetBytes(Number);

    public long Amount => Destinations.Sum(destination => destination.Amount);

    public static Hash32 Named(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

using System.Globalization;
using System.Text;
using Pool.Core.Chain;
using Pool.Core.Templates;

namespace Pool.Core.Tests.World;

/// <summary>A block of the model: one line of text, whose hash is its id.</summary>
/// <param name="Tag">The pool tag in the reserved bytes; 0 for a stranger's block.</param>
internal sealed record ModelBlock(long Height, Hash32 Previous, long Paid, ulong Tag, ulong AccountTag, string Salt)
{
    public Hash32 Hash { get; } = ModelTransaction.Named(Text(Height, Previous, Paid, Tag, AccountTag, Salt));

    public byte[] Blob => Encoding.UTF8.GetBytes(Text(Height, Previous, Paid, Tag, AccountTag, Salt));

    public Hash32 MinerTransaction => ModelTransaction.Named($"miner {Hash}");

    /// <summary>Transactions that it carries; not in the hash, because a resubmitted blob is found by it.</summary>
    public List<ModelTransaction> Transactions { get; init; } = [];

    private static string Text(long height, Hash32 previous, long paid, ulong tag, ulong accountTag, string salt) =>
        string.Create(CultureInfo.InvariantCulture, $"{height}|{previous}|{paid}|{tag}|{accountTag}|{salt}");

    public static ModelBlock? Parse(ReadOnlySpan<byte> blob)
    {
        var parts = Encoding.UTF8.GetString(blob).Split('|');
        return parts.Length != 6
            ? null
            : new ModelBlock(
                long.Parse(parts[0], CultureInfo.InvariantCulture),
                Hash32.Parse(parts[1]),
                long.Parse(parts[2], CultureInfo.InvariantCulture),
                ulong.Parse(parts[3], CultureInfo.InvariantCulture),
                ulong.Parse(parts[4], CultureInfo.InvariantCulture),
                parts[5]);
    }
}

/// <summary>Reads the model's blocks as the pool's own reader reads real ones.</summary>
internal sealed class ModelCoinbaseReader(ulong poolTag) : ICoinbaseReader
{
    public CoinbaseReading? Read(ReadOnlySpan<byte> block, out string? problem)
    {
        var parsed = ModelBlock.Parse(block);
        problem = parsed is null ? "no block of the model" : null;
        return parsed is null
            ? null
            : new CoinbaseReading(
                parsed.Hash,
                parsed.MinerTransaction,
                parsed.Height,
                parsed.Paid,
                parsed.Tag == poolTag ? new ExtraNonce(parsed.Tag, 1, 1, parsed.AccountTag) : null);
    }
}

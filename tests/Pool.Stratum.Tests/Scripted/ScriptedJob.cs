using System.Buffers.Binary;
using System.Text.Json;
using Pool.Core.Templates;
using Pool.Hashing;

namespace Pool.Stratum.Tests;

/// <summary>A job as a miner sees it, with what xmrig makes of it.</summary>
internal sealed class ScriptedJob(JsonElement json)
{
    public JsonElement Json { get; } = json;

    public string Id { get; } = json.GetProperty("job_id").GetString()!;

    public byte[] Blob { get; } = Convert.FromHexString(json.GetProperty("blob").GetString()!);

    /// <summary>The 64-bit target that xmrig computes (its Job.cpp, setTarget).</summary>
    public ulong Target { get; } = ReadTarget(Convert.FromHexString(json.GetProperty("target").GetString()!));

    public ulong Difficulty => ulong.MaxValue / Target;

    public ExtraNonce ExtraNonce => ExtraNonce.Read(Blob.AsSpan(43));

    /// <summary>A share that meets the target, the n-th one from nonce 0 on.</summary>
    public (string Nonce, string Result) Find(int skip = 0) => Search(hash => hash.Highest < Target, skip);

    /// <summary>A nonce with its true hash, which misses the target.</summary>
    public (string Nonce, string Result) FindPoor() => Search(hash => hash.Highest >= Target, 0);

    /// <summary>A share that meets a difficulty.</summary>
    public (string Nonce, string Result) FindFor(ulong difficulty) => Search(hash => Hashing.Difficulty.IsMet(hash, difficulty), 0);

    /// <summary>A share that meets this job's difficulty and not another one.</summary>
    public (string Nonce, string Result) FindBelow(ulong difficulty, int skip = 0) =>
        Search(hash => hash.Highest < Target && !Hashing.Difficulty.IsMet(hash, difficulty), skip);

    private (string Nonce, string Result) Search(Func<PowHash, bool> wanted, int skip)
    {
        var blob = Blob.AsSpan().ToArray();
        for (uint nonce = 0; ; nonce++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(blob.AsSpan(39), nonce);
            var hash = ScriptedHasher.Sha(blob);
            if (wanted(hash) && skip-- == 0)
            {
                return (Convert.ToHexStringLower(blob.AsSpan(39, 4)), hash.ToString());
            }
        }
    }

    private static ulong ReadTarget(byte[] target) => target.Length == sizeof(ulong)
        ? BinaryPrimitives.ReadUInt64LittleEndian(target)
        : ulong.MaxValue / (uint.MaxValue / BinaryPrimitives.ReadUInt32LittleEndian(target));
}

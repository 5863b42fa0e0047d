using System.Diagnostics.Metrics;
using Pool.Core;
using Pool.Core.Templates;
using Pool.CryptoNote.Blocks;
using Pool.Hashing;
using Pool.Testing;

namespace Pool.Stratum.Tests;

/// <summary>A real Monero block's proof of work, through the server and the hashing threads.</summary>
public sealed class RandomXShareTests
{
    [Fact]
    public async Task A_real_share_is_accepted_and_a_wrong_hash_for_its_nonce_is_not()
    {
        using var vectors = VectorFile.Load("pow-vectors.json");
        var known = vectors.RootElement.GetProperty("cryptonight_and_other_pow").GetProperty("rx/0").EnumerateArray()
            .Single(vector => vector.TryGetProperty("note", out _));
        var blob = Convert.FromHexString(known.GetProperty("input").GetString()!);
        var hash = known.GetProperty("hash").GetString()!;
        var nonce = Convert.ToHexStringLower(blob.AsSpan(39, 4));
        blob.AsSpan(39, 4).Clear();

        using var meter = new Meter("pool.stratum.tests.hashing");
        using var engine = new PowEngine();
        using var hashing = new HashPool(engine, new HashPoolOptions { Threads = 1 }, meter);
        var template = ScriptedJobs.Template(1, difficulty: long.MaxValue) with
        {
            SeedHash = Hash32.Parse(known.GetProperty("key").GetString()),
        };
        await using var pool = await TestPool.Start(
            template: template, jobs: new OneBlob(blob), hasher: new PoolHasher(PowRegistry.Default, engine, hashing));
        using var miner = await pool.LoggedIn();

        miner.Job.Blob.ShouldBe(blob);
        (await miner.Share(miner.Job, "00000000", hash)).ErrorText().ShouldStartWith("Rejected share: invalid result");
        (await miner.Share(miner.Job, nonce, hash)).ShouldBeOk();
    }

    private sealed class OneBlob(byte[] blob) : IJobFactory, ITemplateJobs
    {
        public ITemplateJobs Open(BlockTemplate template) => this;

        public byte[] HashingBlob(in ExtraNonce extraNonce) => blob;

        public SolvedBlock Solve(in ExtraNonce extraNonce, ReadOnlySpan<byte> nonce) => new(blob, default);
    }
}

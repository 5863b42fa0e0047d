using Pool.Demo.Miner;
using Pool.Hashing;

namespace Pool.EndToEnd.Tests;

/// <summary>A miner that counts what it sent and what was acknowledged, and chooses whether its next share is a block.</summary>
/// <param name="account">In the miners' wallet.</param>
public sealed class TestMiner(string name, long account, string address, int port, PowEngine engine) : IAsyncDisposable
{
    private readonly PowVm _vm = engine.CreateVm(PowRegistry.Default.Get("rx/0"));
    private StratumClient? _client;
    private StratumJob? _job;
    private uint _nonce;

    public string Name => name;

    public long Account => account;

    public string Address => address;

    public int Sent { get; private set; }

    public int Acknowledged { get; private set; }

    /// <summary>Shares of which the pool said in time that it does not know yet: its machine is too busy.</summary>
    public int Unsure { get; private set; }

    /// <summary>Connects, anew if need be, and logs in.</summary>
    public async Task LogIn(CancellationToken cancel)
    {
        await LogOut();
        _client = await StratumClient.Connect("127.0.0.1", port, cancel);
        (await _client.Login(address + ".rig", "x", "end-to-end/1.0", "rx/0", cancel)).ShouldBeNull();
    }

    /// <summary>Sends so many shares that are no blocks, one after the other.</summary>
    public async Task SendShares(int count, CancellationToken cancel)
    {
        for (var i = 0; i < count; i++)
        {
            await Submit(height: 0, block: false, cancel);
        }
    }

    /// <summary>Sends a share that is a block at a height.</summary>
    public Task SendBlock(long height, CancellationToken cancel) => Submit(height, block: true, cancel);

    /// <summary>The pool answers on the connection of the login.</summary>
    public async Task<bool> IsServed(CancellationToken cancel)
    {
        var reply = await _client!.Call("keepalived", new { id = _client.Session }, cancel);
        return reply.Error is null;
    }

    public async Task LogOut()
    {
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        (_client, _job) = (null, null);
    }

    public async ValueTask DisposeAsync()
    {
        await LogOut();
        _vm.Dispose();
    }

    /// <summary>The newest job, waited for until it is of the height at least.</summary>
    /// <exception cref="IOException">The pool closed the connection.</exception>
    private async Task<StratumJob> NewestJob(long height, CancellationToken cancel)
    {
        var jobs = _client!.Jobs;
        while (jobs.TryRead(out var job) || (_job?.Height ?? -1) < height)
        {
            _job = job ?? (await jobs.WaitToReadAsync(cancel) ? _job : throw new IOException("the pool closed the connection"));
        }

        return _job!;
    }

    private async Task Submit(long height, bool block, CancellationToken cancel)
    {
        var hash = new byte[32];
        StratumJob job;
        do
        {
            // Hashing may take so long on a busy machine that the job has been replaced meanwhile.
            job = await NewestJob(height, cancel);
            var blob = (byte[])job.Blob.Clone();
            BitConverter.TryWriteBytes(blob.AsSpan(StratumJob.NonceOffset), ++_nonce);
            _vm.Hash(blob, new PowParameters(job.SeedHash, (ulong)job.Height), hash);
        }
        while (IsBlock(hash) != block || _client!.Jobs.TryPeek(out _));

        Sent++;
        var refusal = await _client!.Submit(job, _nonce, hash, cancel);
        if (refusal is not null && refusal.StartsWith("Share not recorded yet", StringComparison.Ordinal))
        {
            Unsure++;
            return;
        }

        refusal.ShouldBeNull();
        Acknowledged++;
    }

    /// <summary>At a difficulty of 2 a hash is a block's when twice itself is still below 2^256.</summary>
    private static bool IsBlock(byte[] hash) => hash[31] < 256 / RegtestChain.Difficulty;
}

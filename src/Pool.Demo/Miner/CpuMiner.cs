using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Channels;
using Pool.Hashing;

namespace Pool.Demo.Miner;

/// <summary>
/// A small RandomX miner of one thread: connects, logs in, hashes the newest job and submits what meets its target. Its
/// speed is the share of time in which it hashes.
/// </summary>
public sealed class CpuMiner(MinerSettings settings, PowEngine engine, Action<MinerEvent> tell)
{
    /// <summary>Pause before a new connection.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private volatile StratumJob? _job;

    /// <summary>Mines until it is cancelled, connecting anew when the pool goes away.</summary>
    public async Task Run(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await Session(cancel);
            }
            catch (Exception error) when (error is IOException or SocketException && !cancel.IsCancellationRequested)
            {
                tell(new MinerEvent.Disconnected(settings.Name, error.Message));
                await Task.Delay(Retry, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task Session(CancellationToken cancel)
    {
        await using var client = await StratumClient.Connect(settings.Host, settings.Port, cancel);
        if (await client.Login(settings.Login, "x", "pool-demo-miner/1.0", "rx/0", cancel) is { } refusal)
        {
            throw new IOException($"the pool refused the login: {refusal}");
        }

        tell(new MinerEvent.LoggedIn(settings.Name));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var found = Channel.CreateUnbounded<Share>();
        _job = null;
        var hashing = Task.Factory.StartNew(
            () => Hash(found.Writer, ended.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var submitting = Submit(client, found.Reader, ended.Token);
        try
        {
            await foreach (var job in client.Jobs.ReadAllAsync(cancel))
            {
                _job = job;
            }
        }
        finally
        {
            await ended.CancelAsync();
            await hashing;
            await submitting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        throw new IOException("the pool closed the connection");
    }

    private async Task Submit(StratumClient client, ChannelReader<Share> found, CancellationToken cancel)
    {
        await foreach (var share in found.ReadAllAsync(cancel))
        {
            var clock = Stopwatch.StartNew();
            var refusal = await client.Submit(share.Job, share.Nonce, share.Hash, cancel);
            tell(refusal is null
                ? new MinerEvent.Accepted(settings.Name, share.Job.Difficulty, clock.Elapsed)
                : new MinerEvent.Rejected(settings.Name, refusal));
        }
    }

    private void Hash(ChannelWriter<Share> found, CancellationToken cancel)
    {
        using var vm = engine.CreateVm(PowRegistry.Default.Get("rx/0"));
        var hash = new byte[32];
        StratumJob? current = null;
        byte[] blob = [];
        uint nonce = 0;
        while (!cancel.IsCancellationRequested)
        {
            if (_job is not { } job)
            {
                cancel.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(10));
                continue;
            }

            if (!ReferenceEquals(job, current))
            {
                (current, blob, nonce) = (job, (byte[])job.Blob.Clone(), 0);
            }

            var start = Stopwatch.GetTimestamp();
            BitConverter.TryWriteBytes(blob.AsSpan(StratumJob.NonceOffset), nonce);
            vm.Hash(blob, new PowParameters(job.SeedHash, (ulong)job.Height), hash);
            if (BitConverter.ToUInt64(hash, 24) < job.Target)
            {
                found.TryWrite(new Share(job, nonce, (byte[])hash.Clone()));
            }

            nonce++;
            Rest(Stopwatch.GetElapsedTime(start), cancel);
        }
    }

    /// <summary>At a speed of 25 %, a hash of 40 ms is followed by 120 ms of rest.</summary>
    private void Rest(TimeSpan worked, CancellationToken cancel)
    {
        if (settings.SpeedPercent < 100)
        {
            cancel.WaitHandle.WaitOne(worked * ((100.0 - settings.SpeedPercent) / settings.SpeedPercent));
        }
    }

    private sealed record Share(StratumJob Job, uint Nonce, byte[] Hash);
}

/// <param name="Name">For the story.</param>
/// <param name="SpeedPercent">1 to 100: share of time in which it hashes.</param>
public sealed record MinerSettings(string Name, string Host, int Port, string Login, int SpeedPercent);

/// <summary>What a miner has to tell.</summary>
public abstract record MinerEvent(string Miner)
{
    public sealed record LoggedIn(string Miner) : MinerEvent(Miner);

    public sealed record Accepted(string Miner, ulong Difficulty, TimeSpan Answer) : MinerEvent(Miner);

    public sealed record Rejected(string Miner, string Reason) : MinerEvent(Miner);

    public sealed record Disconnected(string Miner, string Reason) : MinerEvent(Miner);
}

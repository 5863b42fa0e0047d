using Pool.Core;

namespace Pool.Stratum;

/// <summary>Every number that bounds the stratum server. Checked for range at start.</summary>
public sealed record StratumLimits
{
    /// <summary>Connections at once. 15,000: with 20,000 open files allowed, 5,000 are left for the store and the nodes.</summary>
    public int Connections { get; init; } = 15_000;

    /// <summary>Connections that the kernel keeps until they are accepted. 1,024: 5,000 miners that reconnect within 10 s
    /// are 500 a second, so two seconds' worth.</summary>
    public int Backlog { get; init; } = 1_024;

    /// <summary>Bytes of one line, the line feed not counted. 16 KiB: xmrig refuses to send more.</summary>
    public int LineBytes { get; init; } = 16 * 1024;

    /// <summary>Lines that are no requests before the connection is closed. 10: an honest miner sends none; a browser's or a
    /// scanner's headers end here.</summary>
    public int MalformedLines { get; init; } = 10;

    /// <summary>From the connect to the login. 20 s: as long as xmrig itself waits for a connect, so slow routes pass.</summary>
    public TimeSpan PreLogin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Without a whole line. 10 min: xmrig sends keepalived every 60 s, and xmrig-proxy waits as long.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Bytes that may wait for a slow reader. 64 KiB: 60 jobs of 1 KB, or a reply to each of 600 shares.</summary>
    public int SendBytes { get; init; } = 64 * 1024;

    /// <summary>Bytes that the kernel may hold for a slow reader besides. 64 KiB: left alone, Linux lets it grow to 4 MB.</summary>
    public int KernelSendBytes { get; init; } = 64 * 1024;

    /// <summary>How long one write may hang. 30 s: a live peer's kernel takes bytes within a few round trips.</summary>
    public TimeSpan Send { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a closed connection may take to read its last line. 5 s: a few retransmissions.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the deadlines above are looked at. 1 s: no deadline is finer, and 15,000 looks cost 1 ms.</summary>
    public TimeSpan Sweep { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Jobs of a session that still count. 8: a miner on a 200 ms line sees at most three templates in a burst, and
    /// a few retargets.</summary>
    public int RecentJobs { get; init; } = 8;

    /// <summary>Nonces remembered of one job; a full job is retired and replaced. 4,096: a share a second for over an
    /// hour, in 64 KiB at most.</summary>
    public int NoncesPerJob { get; init; } = 4_096;

    /// <summary>Shares of a connection that are being hashed or recorded. 256: a proxy's 256 miners, one each.</summary>
    public int OutstandingShares { get; init; } = 256;

    /// <summary>Pause before a claimed block that found the hash queue full tries again. 50 ms: a few hashes' time.</summary>
    public TimeSpan CandidateRetry { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How often it tries. 200: for 10 s, in which a full queue on one core does 300 hashes.</summary>
    public int CandidateTries { get; init; } = 200;

    /// <summary>How long after a new block's template shares of the old one still count. 5 s: a miner switches within its
    /// round trip and one hash, and no honest share is later.</summary>
    public TimeSpan StaleGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long shares of the last template are judged while there is no fresh work. 60 s: a node that restarts is
    /// back by then; beyond it the chain has probably moved on.</summary>
    public TimeSpan NoWorkGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a miner waits for its share to be durable before it hears that it is not yet. 10 s: a thousand
    /// times a batch's usual way.</summary>
    public TimeSpan RecordWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a login waits for the worker's remembered difficulty. 2 s: the port's start does as well.</summary>
    public TimeSpan DirectoryWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Pause after a failed wait for templates, and after a failed accept (no free file). 1 s.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a stop waits for shares under way and last lines. 8 s: within an orchestrator's usual 30 s.</summary>
    public TimeSpan Stop { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Least time between two warnings of one kind. 60 s: a flood must not fill the log.</summary>
    public TimeSpan WarningPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <exception cref="ArgumentOutOfRangeException">Names the limit, its value and the range.</exception>
    public void Check()
    {
        var day = TimeSpan.FromDays(1);
        var tick = TimeSpan.FromTicks(1);
        Limit.Within(Connections, 1, 1_000_000);
        Limit.Within(Backlog, 1, 65_535);
        Limit.Within(LineBytes, 512, 1 << 20);
        Limit.Within(MalformedLines, 1, 1_000_000);
        Limit.Within(SendBytes, 2 * LineWriter.MaxBytes, 16 << 20);
        Limit.Within(KernelSendBytes, 4 * 1024, 16 << 20);
        Limit.Within(RecentJobs, 1, 64);
        Limit.Within(NoncesPerJob, 1, 1 << 20);
        Limit.Within(OutstandingShares, 1, 1 << 16);
        Limit.Within(CandidateTries, 1, 10_000);
        Limit.Within(CandidateRetry, tick, day);
        Limit.Within(PreLogin, tick, day);
        Limit.Within(Idle, tick, day);
        Limit.Within(Send, tick, day);
        Limit.Within(Linger, tick, day);
        Limit.Within(Sweep, tick, day);
        Limit.Within(RecordWait, tick, day);
        Limit.Within(DirectoryWait, tick, day);
        Limit.Within(Retry, tick, day);
        Limit.Within(Stop, tick, day);
        Limit.Within(StaleGrace, TimeSpan.Zero, day);
        Limit.Within(NoWorkGrace, TimeSpan.Zero, day);
        Limit.Within(WarningPause, TimeSpan.Zero, day);
    }
}

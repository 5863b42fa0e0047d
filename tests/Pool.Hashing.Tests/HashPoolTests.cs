using System.Diagnostics.Metrics;

namespace Pool.Hashing.Tests;

public sealed class HashPoolTests : IDisposable
{
    private readonly GatedAlgorithm _gated = new();
    private readonly PowEngine _engine = new(new PowOptions());
    private readonly Meter _meter = new("test");
    private readonly List<HashPool> _pools = [];

    [Fact]
    public async Task Hashes_of_a_flood_and_of_a_quiet_address_alternate()
    {
        var pool = Start(new HashPoolOptions { Threads = 1 });
        using var flood = pool.Open("flood");
        using var quiet = pool.Open("quiet");
        var all = new List<Task<HashResult>> { Submit(flood, 0) };
        await _gated.Entered();
        all.AddRange(Enumerable.Range(1, 100).Select(i => Submit(flood, (byte)i)));
        all.Add(Submit(quiet, 201));
        all.Add(Submit(quiet, 202));
        pool.QueueLength.ShouldBe(102);

        _gated.Open(103);
        await Done(all);
        _gated.Order.Take(6).ShouldBe([0, 1, 201, 2, 202, 3]);
    }

    [Fact]
    public async Task Many_connections_of_one_address_are_one_line()
    {
        var pool = Start(new HashPoolOptions { Threads = 1 });
        using var quiet = pool.Open("quiet");
        var sources = Enumerable.Range(0, 50).Select(_ => pool.Open("flood")).ToList();
        var all = new List<Task<HashResult>> { Submit(quiet, 0) };
        await _gated.Entered();
        all.AddRange(sources.Select(source => Submit(source, 1)));
        all.Add(Submit(quiet, 201));

        _gated.Open(52);
        await Done(all);
        _gated.Order.Take(3).ShouldBe([0, 1, 201]);
        sources.ForEach(source => source.Dispose());
    }

    [Fact]
    public async Task The_whole_queue_has_a_limit_and_says_so()
    {
        var pool = Start(new HashPoolOptions { Threads = 1, QueueLimit = 4, AddressLimit = 3 });
        using var first = pool.Open("first");
        using var second = pool.Open("second");
        var all = new List<Task<HashResult>> { Submit(first, 0) };
        await _gated.Entered();
        all.AddRange([Submit(first, 1), Submit(first, 2), Submit(first, 3)]);
        (await Submit(first, 4)).Status.ShouldBe(HashStatus.QueueFull); // the address's limit
        all.Add(Submit(second, 5));
        (await Submit(second, 6)).Status.ShouldBe(HashStatus.QueueFull); // the queue's limit

        _gated.Open(5);
        (await Done(all)).ShouldAllBe(result => result.Status == HashStatus.Hashed);
        _gated.Open(1);
        (await Submit(second, 7)).Hash.Lowest.ShouldBe(7UL);
    }

    [Fact]
    public async Task A_dead_connection_takes_only_its_own_hashes_along()
    {
        var pool = Start(new HashPoolOptions { Threads = 1, AddressLimit = 4 });
        var dead = pool.Open("address");
        using var alive = pool.Open("address");
        var running = Submit(dead, 0);
        await _gated.Entered();
        var cancelled = new[] { Submit(dead, 1), Submit(dead, 3) };
        var kept = new[] { Submit(alive, 2), Submit(alive, 4) };

        dead.Dispose();
        (await Done(cancelled)).ShouldAllBe(result => result.Status == HashStatus.Cancelled);
        (await Submit(dead, 5)).Status.ShouldBe(HashStatus.Cancelled);
        pool.QueueLength.ShouldBe(2);
        kept = [.. kept, Submit(alive, 6), Submit(alive, 7)]; // the limit of 4 has room again

        _gated.Open(5);
        (await running).Status.ShouldBe(HashStatus.Hashed);
        (await Done(kept)).ShouldAllBe(result => result.Status == HashStatus.Hashed);
        _gated.Order.ToArray().ShouldBe([0, 2, 4, 6, 7]);
    }

    [Fact]
    public async Task A_line_emptied_by_a_dead_connection_is_passed_over()
    {
        var pool = Start(new HashPoolOptions { Threads = 1 });
        var dead = pool.Open("dead");
        using var alive = pool.Open("alive");
        var running = Submit(alive, 0);
        await _gated.Entered();
        var cancelled = Submit(dead, 1);
        dead.Dispose();
        (await cancelled).Status.ShouldBe(HashStatus.Cancelled);
        var last = Submit(alive, 2);
        _gated.Open(2);
        (await Done([running, last])).ShouldAllBe(result => result.Status == HashStatus.Hashed);
    }

    [Fact]
    public async Task A_block_candidate_goes_first_and_false_ones_take_every_second_turn_at_most()
    {
        var pool = Start(new HashPoolOptions { Threads = 1 });
        using var liar = pool.Open("liar");
        using var honest = pool.Open("honest");
        var all = new List<Task<HashResult>> { Submit(honest, 0) };
        await _gated.Entered();
        all.AddRange([Submit(honest, 1), Submit(honest, 2)]);
        all.AddRange(Enumerable.Range(100, 10).Select(i => Submit(liar, (byte)i, HashUrgency.BlockCandidate)));

        _gated.Open(13);
        await Done(all);
        _gated.Order.Take(5).ShouldBe([0, 100, 1, 101, 2]);
    }

    [Fact]
    public async Task A_slow_continuation_does_not_hold_up_the_threads()
    {
        var pool = Start(new HashPoolOptions { Threads = 1 });
        using var source = pool.Open("address");
        using var never = new ManualResetEventSlim();
        var slow = Submit(source, 0).ContinueWith(_ => never.Wait(), TaskContinuationOptions.ExecuteSynchronously);
        var next = Submit(source, 1);
        _gated.Open(2);
        (await next.WaitAsync(Limits.Patience)).Status.ShouldBe(HashStatus.Hashed);
        slow.IsCompleted.ShouldBeFalse();
        never.Set();
        await slow;
    }

    [Fact]
    public async Task A_hash_that_fails_is_a_value_and_the_thread_goes_on()
    {
        var pool = Start(new HashPoolOptions { Threads = 1 });
        using var source = pool.Open("address");
        var failed = await Submit(source, 0xFF);
        failed.Status.ShouldBe(HashStatus.Failed);
        failed.Error.ShouldBe("broken on purpose");
        _gated.Open(1);
        (await Submit(source, 1)).Status.ShouldBe(HashStatus.Hashed);
    }

    [Fact]
    public async Task Disposing_cancels_what_is_queued_and_ends_what_is_under_way()
    {
        var pool = Start(new HashPoolOptions { Threads = 1 });
        using var source = pool.Open("address");
        var running = Submit(source, 0);
        await _gated.Entered();
        var queued = Submit(source, 1);
        _gated.Open(1);
        pool.Dispose();
        (await running).Status.ShouldBe(HashStatus.Hashed);
        (await queued).Status.ShouldBe(HashStatus.Cancelled);
        (await Submit(source, 2)).Status.ShouldBe(HashStatus.Cancelled);
    }

    [Fact]
    public async Task Its_instruments_tell_cpu_wait_queue_and_refusals()
    {
        var seen = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == _meter)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        void Note(string name, double value)
        {
            lock (seen)
            {
                seen[name] = seen.GetValueOrDefault(name) + value;
            }
        }

        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Note(instrument.Name, value));
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Note(instrument.Name, value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Note(instrument.Name, value));
        listener.Start();

        var pool = Start(new HashPoolOptions { Threads = 1, AddressLimit = 1 });
        using var source = pool.Open("address");
        var running = Submit(source, 0);
        await _gated.Entered();
        var queued = Submit(source, 1);
        (await Submit(source, 2)).Status.ShouldBe(HashStatus.QueueFull);
        listener.RecordObservableInstruments();
        _gated.Open(2);
        await Done([running, queued]);

        seen["pool.hashing.queue"].ShouldBe(1);
        seen["pool.hashing.refused"].ShouldBe(1);
        seen["pool.hashing.cpu"].ShouldBeGreaterThan(0);
        seen["pool.hashing.wait"].ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_blob_over_the_limit_is_our_bug()
    {
        var pool = Start(new HashPoolOptions { Threads = 1, BlobLimit = 76 });
        using var source = pool.Open("address");
        Should.Throw<ArgumentException>(() => source.Submit(_gated.Algorithm, new byte[77], default).AsTask()).Message.ShouldContain("BlobLimit");
        var fits = source.Submit(_gated.Algorithm, new byte[76], default).AsTask();
        _gated.Open(1);
        (await fits).Status.ShouldBe(HashStatus.Hashed);
    }

    public void Dispose()
    {
        _gated.Open(1000);
        _pools.ForEach(pool => pool.Dispose());
        _engine.Dispose();
        _meter.Dispose();
        _gated.Dispose();
    }

    private static Task<HashResult[]> Done(IEnumerable<Task<HashResult>> all) => Task.WhenAll(all).WaitAsync(Limits.Patience);

    private HashPool Start(HashPoolOptions options)
    {
        var pool = new HashPool(_engine, options, _meter);
        _pools.Add(pool);
        return pool;
    }

    private Task<HashResult> Submit(HashSource source, byte blob, HashUrgency urgency = HashUrgency.Share) =>
        source.Submit(_gated.Algorithm, [blob], default, urgency).AsTask();
}

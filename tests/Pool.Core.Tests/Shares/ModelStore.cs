using Pool.Core.Shares;

namespace Pool.Core.Tests.Shares;

/// <summary>What the store does with one call.</summary>
public enum StoreMood
{
    Works,
    FailsBeforeTheCommit,
    FailsAfterTheCommit,
    ForgetsTheStart,
}

/// <summary>The share store as the contract has it, in memory: idempotent by StartId and sequence, and moody by script.</summary>
internal sealed class ModelStore(IReadOnlyList<StoreMood> moods) : IShareSink
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, (long Sequence, ShareBatch? Last)> _starts = [];
    private int _next;

    public List<ShareBatch> Committed { get; } = [];

    public Task<uint> RegisterStart(Guid startId, CancellationToken cancel)
    {
        lock (_gate)
        {
            _starts.TryAdd(startId, (0, null));
            return Task.FromResult((uint)_starts.Count);
        }
    }

    public Task<AppendResult> Append(ShareBatch batch, CancellationToken cancel)
    {
        lock (_gate)
        {
            var mood = _next < moods.Count ? moods[_next++] : StoreMood.Works;
            if (mood == StoreMood.FailsBeforeTheCommit)
            {
                return Away();
            }

            // A repeat whose start was forgotten would be a restored backup, in which the commit is gone as well; the script
            // forgets only what was not committed, so that "recorded" can be compared with the books.
            if (mood == StoreMood.ForgetsTheStart && _starts.TryGetValue(batch.StartId, out var known)
                && known.Last != batch)
            {
                _starts.Remove(batch.StartId);
            }

            var result = Book(batch);
            return mood == StoreMood.FailsAfterTheCommit ? Away() : Task.FromResult(result);
        }
    }

    private AppendResult Book(ShareBatch batch)
    {
        if (!_starts.TryGetValue(batch.StartId, out var start))
        {
            return AppendResult.Refused;
        }

        if (start.Sequence == batch.Sequence)
        {
            return start.Last == batch ? AppendResult.Repeated : AppendResult.Refused;
        }

        if (start.Sequence + 1 != batch.Sequence)
        {
            return AppendResult.Refused;
        }

        _starts[batch.StartId] = (batch.Sequence, batch);
        Committed.Add(batch);
        return AppendResult.Committed;
    }

    private static Task<AppendResult> Away() => Task.FromException<AppendResult>(new IOException("the store is away"));
}

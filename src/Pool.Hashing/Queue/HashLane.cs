namespace Pool.Hashing;

/// <summary>The queued jobs of one address and one urgency, first come first served.</summary>
internal sealed class HashLane(HashAddress address)
{
    private HashJob? _first;
    private HashJob? _last;

    public HashAddress Address => address;

    /// <summary>Whether it stands in line for a thread; kept by <see cref="HashTurns"/>.</summary>
    public bool HasTurn { get; set; }

    public bool IsEmpty => _first is null;

    public void Add(HashJob job)
    {
        if (_last is null)
        {
            _first = job;
        }
        else
        {
            _last.Next = job;
        }

        _last = job;
    }

    public HashJob Take()
    {
        var job = _first!;
        _first = job.Next;
        _last = _first is null ? null : _last;
        job.Next = null;
        return job;
    }

    /// <summary>Takes out all jobs of a source, as a list by <see cref="HashJob.Next"/>.</summary>
    public HashJob? TakeAllOf(HashSource source)
    {
        HashJob? taken = null;
        var job = _first;
        _first = _last = null;
        while (job is not null)
        {
            var next = job.Next;
            job.Next = null;
            if (job.Source == source)
            {
                job.Next = taken;
                taken = job;
            }
            else
            {
                Add(job);
            }

            job = next;
        }

        return taken;
    }
}

namespace Pool.Hashing;

/// <summary>The lanes of one urgency, which take turns.</summary>
internal sealed class HashTurns
{
    private readonly Queue<HashLane> _lanes = new();

    /// <summary>Jobs in all lanes.</summary>
    public int Jobs { get; private set; }

    public void Add(HashLane lane, HashJob job)
    {
        lane.Add(job);
        Jobs++;
        if (!lane.HasTurn)
        {
            lane.HasTurn = true;
            _lanes.Enqueue(lane);
        }
    }

    /// <summary>The first job of the lane whose turn it is. There must be one.</summary>
    public HashJob Take()
    {
        HashLane lane;
        while ((lane = _lanes.Dequeue()).IsEmpty)
        {
            lane.HasTurn = false; // emptied by a connection that died
        }

        var job = lane.Take();
        Jobs--;
        lane.Address.Queued--;
        lane.HasTurn = !lane.IsEmpty;
        if (lane.HasTurn)
        {
            _lanes.Enqueue(lane);
        }

        return job;
    }

    /// <summary>Takes the jobs of a source out of a lane and puts them before <paramref name="list"/>.</summary>
    public HashJob? TakeOut(HashLane lane, HashSource source, HashJob? list)
    {
        for (var job = lane.TakeAllOf(source); job is not null;)
        {
            var next = job.Next;
            job.Next = list;
            list = job;
            job = next;
            lane.Address.Queued--;
            Jobs--;
        }

        return list;
    }
}

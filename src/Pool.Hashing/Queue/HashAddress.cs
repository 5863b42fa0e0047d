namespace Pool.Hashing;

/// <summary>One address's share of the queue; all of its connections stand in it together.</summary>
internal sealed class HashAddress
{
    public HashAddress(string name)
    {
        Name = name;
        Shares = new HashLane(this);
        Candidates = new HashLane(this);
    }

    public string Name { get; }

    public HashLane Shares { get; }

    public HashLane Candidates { get; }

    /// <summary>Open sources; the address is forgotten with the last.</summary>
    public int Sources { get; set; }

    /// <summary>Jobs in both lanes.</summary>
    public int Queued { get; set; }
}

using System.Globalization;

namespace Pool.Stratum;

/// <summary>The recent jobs of a session. Guarded by its session.</summary>
internal sealed class JobBook(int limit)
{
    private readonly Queue<Job> _jobs = new();

    /// <summary>The job sent last, or null.</summary>
    public Job? Newest { get; private set; }

    public void Add(Job job)
    {
        if (_jobs.Count == limit)
        {
            _jobs.Dequeue();
        }

        _jobs.Enqueue(job);
        Newest = job;
    }

    /// <summary>A recent job by the id that a miner sent, of either case.</summary>
    public Job? Find(string? id)
    {
        if (!ulong.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        foreach (var job in _jobs)
        {
            if (job.Id == number)
            {
                return job;
            }
        }

        return null;
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Pool.Hashing;

/// <summary>The bounded queue in front of the hashing threads. Addresses take turns, one hash each, so a flood from one
/// address only lengthens that address's own line.</summary>
internal sealed class HashQueue(HashPoolOptions options)
{
    private readonly object _gate = new();
    private readonly Dictionary<string, HashAddress> _addresses = [];
    private readonly HashTurns _shares = new();
    private readonly HashTurns _candidates = new();
    private volatile int _length;
    private bool _candidateWasLast;
    private bool _closed;

    /// <summary>Queued jobs, without those under way.</summary>
    public int Length => _length;

    public HashAddress Enter(string name)
    {
        lock (_gate)
        {
            if (!_addresses.TryGetValue(name, out var address))
            {
                _addresses.Add(name, address = new HashAddress(name));
            }

            address.Sources++;
            return address;
        }
    }

    /// <summary>Adds a job, or says why not.</summary>
    public HashStatus? TryAdd(HashJob job, HashUrgency urgency)
    {
        var source = job.Source!;
        var address = source.Address;
        lock (_gate)
        {
            if (_closed || source.Closed)
            {
                return HashStatus.Cancelled;
            }

            if (_length >= options.QueueLimit || address.Queued >= options.AddressLimit)
            {
                return HashStatus.QueueFull;
            }

            if (urgency == HashUrgency.BlockCandidate)
            {
                _candidates.Add(address.Candidates, job);
            }
            else
            {
                _shares.Add(address.Shares, job);
            }

            address.Queued++;
            _length++;
            Monitor.Pulse(_gate);
            return null;
        }
    }

    /// <summary>Waits for a job. False once the queue is closed.</summary>
    public bool TryTake([NotNullWhen(true)] out HashJob? job)
    {
        lock (_gate)
        {
            while (_length == 0 && !_closed)
            {
                Monitor.Wait(_gate);
            }

            job = _closed ? null : TakeNext();
            return job is not null;
        }
    }

    /// <summary>Closes a source and takes out its jobs, as a list.</summary>
    public HashJob? Leave(HashSource source)
    {
        lock (_gate)
        {
            if (source.Closed)
            {
                return null;
            }

            source.Closed = true;
            var address = source.Address;
            if (--address.Sources == 0)
            {
                _addresses.Remove(address.Name);
            }

            var jobs = _candidates.TakeOut(address.Candidates, source, _shares.TakeOut(address.Shares, source, list: null));
            _length = _shares.Jobs + _candidates.Jobs;
            return jobs;
        }
    }

    /// <summary>Ends the queue and takes out all jobs, as a list.</summary>
    public HashJob? Close()
    {
        lock (_gate)
        {
            HashJob? all = null;
            while (_length > 0)
            {
                var job = TakeNext();
                job.Next = all;
                all = job;
            }

            _closed = true;
            Monitor.PulseAll(_gate);
            return all;
        }
    }

    private HashJob TakeNext()
    {
        _candidateWasLast = _shares.Jobs == 0 || (_candidates.Jobs > 0 && !_candidateWasLast);
        var job = (_candidateWasLast ? _candidates : _shares).Take();
        _length--;
        return job;
    }
}

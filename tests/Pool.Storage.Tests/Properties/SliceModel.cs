using Pool.Core.Shares;

namespace Pool.Storage.Tests.Properties;

/// <summary>What the books of shares must come to, in a few lines.</summary>
internal sealed class SliceModel
{
    private readonly HashSet<string> _known = [];
    private long _openedAt;

    public long Slice { get; private set; }

    public bool Open { get; private set; }

    /// <summary>Counted work by slice and address.</summary>
    public Dictionary<(long Slice, string Address), long> Work { get; } = [];

    /// <summary>Shares by address and outcome.</summary>
    public Dictionary<(string Address, ShareOutcome Outcome), long> Shares { get; } = [];

    /// <summary>Cursor of each block.</summary>
    public Dictionary<int, long> Cursors { get; } = [];

    public void Book(IReadOnlyList<ShareSum> sums, long now, int? found)
    {
        if (!Open || now < _openedAt || now - _openedAt >= 60_000)
        {
            Slice++;
            Open = true;
            _openedAt = now;
        }

        // An address has an account once it has worked; before that nothing is kept of it.
        _known.UnionWith(sums.Where(sum => sum.Outcome.Counts()).Select(sum => sum.Address));
        foreach (var sum in sums.Where(sum => _known.Contains(sum.Address)))
        {
            var shares = (sum.Address, sum.Outcome);
            Shares[shares] = Shares.GetValueOrDefault(shares) + sum.Count;
            if (sum.Outcome is ShareOutcome.Accepted or ShareOutcome.BlockCandidate)
            {
                var work = (Slice, sum.Address);
                Work[work] = Work.GetValueOrDefault(work) + sum.Work;
            }
        }

        if (found is { } block)
        {
            Close(block);
        }
    }

    public void Close(int block)
    {
        Open = false;
        Cursors[block] = Slice;
    }
}

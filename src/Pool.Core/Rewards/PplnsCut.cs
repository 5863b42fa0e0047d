using Pool.Core.Rounds;

namespace Pool.Core.Rewards;

/// <summary>Fills a window slice by slice, so that the reader of slices can stop when it is full.</summary>
public sealed class PplnsCut
{
    private readonly SortedDictionary<long, long> _work = [];
    private long _missing;

    /// <param name="window">Difficulty units, at least 1.</param>
    public PplnsCut(long window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        _missing = window;
    }

    /// <summary>Work that the window still lacks.</summary>
    public long Missing => _missing;

    /// <summary>Takes the next older slice.</summary>
    /// <returns>True when the window is full.</returns>
    public bool Add(SliceWork slice)
    {
        if (_missing == 0)
        {
            return true;
        }

        var (accounts, total) = Sum(slice);
        if (total <= _missing)
        {
            foreach (var (account, work) in accounts)
            {
                Count(account, work);
            }

            _missing -= (long)total;
            return _missing == 0;
        }

        var shares = LargestRemainder.Share(_missing, accounts);
        for (var i = 0; i < shares.Length; i++)
        {
            Count(accounts[i].Account, shares[i]);
        }

        _missing = 0;
        return true;
    }

    /// <summary>What counts so far, by account id.</summary>
    public IReadOnlyList<AccountWork> Read() => [.. _work.Select(entry => new AccountWork(entry.Key, entry.Value))];

    /// <summary>A slice as one row an account, so that neither order nor spelling of its rows changes the cut.</summary>
    private static (IReadOnlyList<AccountWork> Accounts, Int128 Total) Sum(SliceWork slice)
    {
        var sums = new SortedDictionary<long, long>();
        var total = Int128.Zero;
        foreach (var (account, work) in slice.Work)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(work, $"work of account {account} in slice {slice.Number}");
            sums[account] = sums.GetValueOrDefault(account) + work;
            total += work;
        }

        return ([.. sums.Select(entry => new AccountWork(entry.Key, entry.Value))], total);
    }

    private void Count(long account, long work)
    {
        if (work > 0)
        {
            _work[account] = _work.GetValueOrDefault(account) + work;
        }
    }
}

using Pool.Core.Ledger;

namespace Pool.Core.Tests.World;

/// <summary>Append-only transfers with balances kept beside them; a posting is whole or not at all.</summary>
internal sealed class ModelLedger
{
    private readonly Dictionary<string, Transfer> _rows = [];
    private readonly Dictionary<string, long> _balances = [];

    public IReadOnlyCollection<Transfer> Rows => _rows.Values;

    public IReadOnlyDictionary<string, long> Balances => _balances;

    public long Balance(string account) => _balances.GetValueOrDefault(account);

    public void Post(IReadOnlyList<Transfer> transfers)
    {
        var after = new Dictionary<string, long>(_balances);
        var added = transfers.Where(transfer => !_rows.ContainsKey(transfer.Id)).ToList();
        foreach (var transfer in added)
        {
            transfer.Amount.ShouldBeGreaterThan(0);
            after[transfer.Debit] = after.GetValueOrDefault(transfer.Debit) - transfer.Amount;
            after[transfer.Credit] = after.GetValueOrDefault(transfer.Credit) + transfer.Amount;
        }

        if (after.Any(entry => entry.Key.StartsWith(Accounts.MinerPrefix, StringComparison.Ordinal) && entry.Value < 0))
        {
            throw new InvalidOperationException("a miner's balance would fall below zero");
        }

        foreach (var transfer in added)
        {
            _rows.Add(transfer.Id, transfer);
        }

        foreach (var (account, balance) in after)
        {
            _balances[account] = balance;
        }
    }

    /// <summary>Changes a balance behind the rows' back, as a broken store would.</summary>
    public void Corrupt(string account, long by) => _balances[account] = Balance(account) + by;

    public Dictionary<string, long> Sum()
    {
        var sums = new Dictionary<string, long>();
        foreach (var row in _rows.Values)
        {
            sums[row.Debit] = sums.GetValueOrDefault(row.Debit) - row.Amount;
            sums[row.Credit] = sums.GetValueOrDefault(row.Credit) + row.Amount;
        }

        return sums;
    }
}

using Pool.Core.Blocks;
using Pool.Core.Rewards;
using Pool.Core.Rounds;

namespace Pool.Core.Ledger;

/// <summary>Frozen work against the slices that it was cut from, as far as they still exist.</summary>
internal sealed class FrozenWorkCheck(IBlockJournal journal)
{
    public async Task<AuditCheck> Run(AuditFacts facts, CancellationToken cancel)
    {
        var differences = new List<string>();
        var compared = 0;
        foreach (var credit in facts.Credits)
        {
            if (await journal.Find(credit.Block, cancel).ConfigureAwait(false) is not { } block)
            {
                differences.Add($"credited block {credit.Block} is not in the journal");
                continue;
            }

            var frozen = await journal.ReadFrozen(credit.Block, cancel).ConfigureAwait(false);
            var sum = frozen.Sum(row => row.Work);
            if (sum != credit.FrozenWork)
            {
                differences.Add($"block {credit.Block}: frozen rows make {sum}, the ledger's view has {credit.FrozenWork}");
            }
            else if (sum > 0 && await CutAgain(block, sum, cancel).ConfigureAwait(false) is { } cut)
            {
                compared++;
                if (!cut.SequenceEqual(frozen.OrderBy(row => row.Account)))
                {
                    differences.Add($"block {credit.Block} at height {credit.Height}: its slices give other work than is frozen");
                }
            }
        }

        return AuditCheck.Of(
            "frozen-work",
            "what is frozen is the work of the slices",
            differences,
            new AuditNumber("blocks", facts.Credits.Count),
            new AuditNumber("compared with slices", compared));
    }

    /// <summary>
    /// Cuts as many units as are frozen, which gives the same rows whatever the window was set to then; null when slices were
    /// rolled up since.
    /// </summary>
    private async Task<IReadOnlyList<AccountWork>?> CutAgain(PoolBlock block, long frozen, CancellationToken cancel)
    {
        var cut = new PplnsCut(frozen);
        await foreach (var slice in journal.ReadSlices(block, cancel).ConfigureAwait(false))
        {
            if (cut.Add(slice))
            {
                break;
            }
        }

        return cut.Missing == 0 ? cut.Read() : null;
    }
}

using Pool.Core.Chain;
using Pool.Core.Stats;

namespace Pool.Core.Blocks;

/// <summary>
/// Hands a journalled candidate in again that no node has: its front end may have died between the journal and the nodes.
/// </summary>
public sealed class CandidateResubmission(IBlockJournal journal, IReadOnlyList<IDaemon> daemons, ILiveEvents events)
{
    /// <returns>True when there was something to hand in.</returns>
    public async Task<bool> HandIn(PoolBlock block, CancellationToken cancel)
    {
        if (await journal.GetBlob(block.Hash, cancel).ConfigureAwait(false) is not { } blob)
        {
            return false;
        }

        var refusals = new List<string>();
        foreach (var daemon in daemons)
        {
            try
            {
                var result = await daemon.SubmitBlock(blob, cancel).ConfigureAwait(false);
                events.Tell(new LiveEvent.BlockSubmitted(block.Hash, daemon.Name, result.Refusal));
                if (result.Refusal is { } refusal)
                {
                    refusals.Add($"{daemon.Name}: {refusal}");
                }
            }
            catch (DaemonUnavailableException)
            {
                // It may take the block once it is back: nothing is decided.
            }
        }

        if (daemons.Count > 0 && refusals.Count == daemons.Count)
        {
            await journal.MarkRefused(block.Hash, string.Join("; ", refusals), cancel).ConfigureAwait(false);
        }

        return true;
    }
}

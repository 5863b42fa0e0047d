using Pool.Core.Chain;

namespace Pool.Core.Blocks;

/// <summary>
/// Which blocks of one node's main chain were read already. All remembered hashes lie on one chain: so when the hash at a
/// height is the remembered one, so are all remembered ones below it, and only what changed is read again.
/// </summary>
internal sealed class ScannedChain
{
    private readonly SortedDictionary<long, Hash32> _read = [];

    /// <summary>The heights from the tip down to a lowest one whose block was not read yet, newest first, with its hash.</summary>
    public async Task<IReadOnlyList<(long Height, Hash32 Hash)>> FindUnread(
        HealthyNode node, long lowest, CancellationToken cancel)
    {
        var unread = new List<(long, Hash32)>();
        var linked = false;
        for (var height = node.Info.Height - 1; height >= lowest; height--)
        {
            var known = _read.TryGetValue(height, out var before);
            if (linked && known)
            {
                continue;
            }

            var hash = await node.Daemon.GetBlockHash(height, cancel).ConfigureAwait(false);
            linked |= known && hash == before;
            if (hash is { } now && !(known && now == before))
            {
                unread.Add((height, now));
            }
        }

        Forget(unread, node.Info.Height, lowest);
        return unread;
    }

    public void Remember(long height, Hash32 hash) => _read[height] = hash;

    /// <summary>
    /// Everything that changed goes at once, before anything new is remembered: a failure in between leaves no mix of chains.
    /// </summary>
    private void Forget(List<(long Height, Hash32 Hash)> changed, long above, long below)
    {
        foreach (var (height, _) in changed)
        {
            _read.Remove(height);
        }

        foreach (var height in _read.Keys.Where(height => height < below || height >= above).ToList())
        {
            _read.Remove(height);
        }
    }
}

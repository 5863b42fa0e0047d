namespace Pool.Stratum;

/// <summary>The nonces that were handed in for one job, by their decoded bytes. Never forgets; when full, the job ends.</summary>
internal sealed class NonceSet(int limit)
{
    private HashSet<uint>? _nonces;

    /// <summary>No further nonce can be remembered, so none may be taken.</summary>
    public bool Full => _nonces?.Count >= limit;

    public bool Contains(uint nonce) => _nonces?.Contains(nonce) == true;

    /// <exception cref="InvalidOperationException">The set is full.</exception>
    public void Add(uint nonce)
    {
        if (Full)
        {
            throw new InvalidOperationException($"the set holds {limit} nonces already; its job should have been retired");
        }

        (_nonces ??= []).Add(nonce);
    }
}

namespace Pool.Stratum;

/// <summary>Why a login is refused.</summary>
/// <param name="Reason">One of a few words, for the metrics.</param>
/// <param name="Text">For the miner.</param>
internal sealed record LoginRefusal(string Reason, string Text)
{
    public static readonly LoginRefusal Missing = new("missing", "Missing login: give your wallet address as the user");

    public static LoginRefusal Unreadable(string problem) => new("unreadable", $"Invalid login: {problem}");

    public static LoginRefusal Address(string problem) => new("address", $"Invalid address used for login: {problem}");

    public static LoginRefusal Algorithm(string wanted, IReadOnlyList<string> offered)
    {
        const int Shown = 8;
        var list = string.Join(", ", offered.Take(Shown)) + (offered.Count > Shown ? ", …" : "");
        return new("algorithm", $"This pool mines {wanted}, which your miner does not offer (algo: {list}); enable it in the miner");
    }

    public static LoginRefusal NoWork(string problem) => new("no-work", RefusalText.NoWork(problem));

    public static readonly LoginRefusal Stopping = new("stopping", RefusalText.Stopping);
}

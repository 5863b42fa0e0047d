namespace Pool.Hashing;

/// <summary>One proof of work: its names and what it needs. Immutable; <see cref="PowEngine.CreateVm"/> makes it run.</summary>
public sealed class PowAlgorithm
{
    /// <summary>RandomX takes the first 60 bytes of a key as Argon2's salt and ignores the rest.</summary>
    public const int MaximumSeedBytes = 60;

    internal PowAlgorithm(string name, Func<PowAlgorithm, PowEngine, PowVm> vm, KnownHash known, params string[] aliases)
    {
        Name = name;
        Vm = vm;
        Known = known;
        Aliases = aliases;
    }

    /// <summary>xmrig's name, as miners announce it at login: "rx/0", "cn-pico", "argon2/chukwav2".</summary>
    public string Name { get; }

    /// <summary>Other names that mean the same, lower case.</summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>Whether <see cref="PowParameters.Seed"/> must be given.</summary>
    public bool NeedsSeed { get; internal init; }

    /// <summary>Whether <see cref="PowParameters.Height"/> changes the hash.</summary>
    public bool NeedsHeight { get; internal init; }

    /// <summary>Shorter inputs are refused, as by every daemon.</summary>
    public int MinimumInputBytes { get; internal init; }

    internal Func<PowAlgorithm, PowEngine, PowVm> Vm { get; }

    internal KnownHash Known { get; }

    public override string ToString() => Name;
}

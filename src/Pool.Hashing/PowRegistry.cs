using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Pool.Hashing.Argon2;
using Pool.Hashing.CryptoNight;
using Pool.Hashing.RandomX;

namespace Pool.Hashing;

/// <summary>All proofs of work that the pool can check, by xmrig's names and aliases, in any case.</summary>
public sealed class PowRegistry
{
    private readonly FrozenDictionary<string, PowAlgorithm> _byName;

    private PowRegistry(IReadOnlyList<PowAlgorithm> algorithms)
    {
        Algorithms = algorithms;
        _byName = algorithms
            .SelectMany(algorithm => algorithm.Aliases.Append(algorithm.Name), (algorithm, name) => (name, algorithm))
            .ToFrozenDictionary(entry => entry.name, entry => entry.algorithm, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Everything in this library.</summary>
    public static PowRegistry Default { get; } = new([.. CryptoNightAlgorithms.All, .. Argon2Algorithms.All, RandomXAlgorithms.Rx0]);

    public IReadOnlyList<PowAlgorithm> Algorithms { get; }

    /// <summary>Finds an algorithm by its name or one of its aliases.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out PowAlgorithm? algorithm) => _byName.TryGetValue(name, out algorithm);

    /// <summary>The same for names that a person wrote.</summary>
    /// <exception cref="ArgumentException">No such algorithm; the message lists those that exist.</exception>
    public PowAlgorithm Get(string name) =>
        TryGet(name, out var algorithm)
            ? algorithm
            : throw new ArgumentException(
                $"There is no proof of work '{name}'. Known: {string.Join(", ", Algorithms.Select(known => known.Name))}.", nameof(name));
}

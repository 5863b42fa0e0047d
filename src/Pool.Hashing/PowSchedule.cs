namespace Pool.Hashing;

/// <summary>Which proof of work a coin's blocks have, by their major version. A height matters to cn/r alone, inside the
/// algorithm: it goes into <see cref="PowParameters"/>.</summary>
public sealed class PowSchedule
{
    private readonly IReadOnlyList<(int FromMajor, PowAlgorithm Algorithm)> _steps;

    /// <param name="coin">The coin's name, for messages.</param>
    /// <param name="steps">First major version and algorithm, in rising order.</param>
    public PowSchedule(string coin, params IReadOnlyList<(int FromMajor, PowAlgorithm Algorithm)> steps)
    {
        for (var i = 1; i < steps.Count; i++)
        {
            if (steps[i].FromMajor <= steps[i - 1].FromMajor)
            {
                throw new ArgumentException(
                    $"{coin}: major version {steps[i].FromMajor} comes after {steps[i - 1].FromMajor}; list them in rising order.", nameof(steps));
            }
        }

        Coin = coin;
        _steps = steps;
    }

    /// <summary>Monero's history (monero, get_block_longhash).</summary>
    public static PowSchedule Monero { get; } = Make("monero", (1, "cn/0"), (7, "cn/1"), (8, "cn/2"), (10, "cn/r"), (12, "rx/0"));

    /// <summary>TurtleCoin's (turtlecoin, CryptoNoteConfig.h).</summary>
    public static PowSchedule TurtleCoin { get; } =
        Make("turtlecoin", (1, "cn/0"), (4, "cn-lite/1"), (5, "cn-pico"), (6, "argon2/chukwa"), (7, "argon2/chukwav2"));

    public string Coin { get; }

    /// <summary>The algorithm of a block of this major version.</summary>
    /// <exception cref="ArgumentException">The coin has no blocks of such a version.</exception>
    public PowAlgorithm For(int major)
    {
        for (var i = _steps.Count - 1; i >= 0; i--)
        {
            if (_steps[i].FromMajor <= major)
            {
                return _steps[i].Algorithm;
            }
        }

        throw new ArgumentException(
            $"{Coin} has no proof of work for major version {major}: its first is {(_steps.Count > 0 ? _steps[0].FromMajor : "missing")}.", nameof(major));
    }

    private static PowSchedule Make(string coin, params IReadOnlyList<(int FromMajor, string Name)> steps) =>
        new(coin, steps.Select(step => (step.FromMajor, PowRegistry.Default.Get(step.Name))).ToArray());
}

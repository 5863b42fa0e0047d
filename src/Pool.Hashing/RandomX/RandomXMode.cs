namespace Pool.Hashing;

/// <summary>How RandomX hashes are computed.</summary>
public enum RandomXMode
{
    /// <summary>256 MiB per seed, ready in under a second, some 30 hashes a second and core.</summary>
    Light,

    /// <summary>2080 MiB per seed (twice that around a seed change) and about five times the speed. While a dataset is
    /// built, for a minute or so, hashes of its seed are computed in light mode.</summary>
    Full,
}

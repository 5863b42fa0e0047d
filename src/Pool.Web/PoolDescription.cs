using Pool.Core.Rewards;

namespace Pool.Web;

/// <summary>What a pool is, as pages and the API state it. Fixed while the process runs.</summary>
/// <param name="Id">Part of the API's paths: lower-case letters, digits, dashes.</param>
/// <param name="Algorithm">Proof of work by xmrig's canonical name, e.g. rx/0.</param>
/// <param name="PplnsWindow">Length of the window in multiples of the network difficulty, e.g. 2.</param>
/// <param name="FeeBasisPoints">The pool's fee: 100 is 1 %.</param>
/// <param name="MinimumPayout">Atomic units.</param>
/// <param name="Maturity">Blocks on top of a found block before it is credited.</param>
/// <param name="Ports">Where miners connect; the first is the one in the ready-made command line.</param>
/// <param name="Version">Of the pool software.</param>
public sealed record PoolDescription(
    string Id,
    string Name,
    CoinDescription Coin,
    string Algorithm,
    RewardScheme Scheme,
    decimal PplnsWindow,
    int FeeBasisPoints,
    long MinimumPayout,
    TimeSpan PayoutInterval,
    int Maturity,
    IReadOnlyList<StratumPort> Ports,
    string Version)
{
    /// <summary>The reward scheme as the API names it.</summary>
    public string Mode => Scheme switch
    {
        RewardScheme.Pplns => "pplns",
        _ => throw new ArgumentOutOfRangeException(nameof(Scheme), Scheme, "no such reward scheme"),
    };
}

/// <param name="Symbol">E.g. XMR.</param>
/// <param name="Decimals">Digits behind the point of one coin, 0 to 18.</param>
/// <param name="BlockTime">Target between two blocks of the network.</param>
public sealed record CoinDescription(string Symbol, string Name, int Decimals, TimeSpan BlockTime)
{
    /// <summary>Atomic units of one coin: 10^Decimals.</summary>
    public long AtomicPerCoin
    {
        get
        {
            var units = 1L;
            for (var i = 0; i < Decimals; i++)
            {
                units *= 10;
            }

            return units;
        }
    }
}

/// <param name="Host">As miners reach it.</param>
/// <param name="Difficulty">Of a new connection's first job.</param>
/// <param name="Description">Whom it is for, one short phrase.</param>
public sealed record StratumPort(string Host, int Port, long Difficulty, string Description);

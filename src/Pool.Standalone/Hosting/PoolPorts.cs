using Pool.Core.Blocks;
using Pool.Core.Chain;
using Pool.Core.Ledger;
using Pool.Core.Miners;
using Pool.Core.Payouts;
using Pool.Core.Shares;
using Pool.Core.Stats;
using Pool.Core.Templates;

namespace Pool.Standalone.Hosting;

/// <summary>The seams between the rules and the world, as standalone fills them.</summary>
public sealed record PoolPorts(
    IReadOnlyList<IDaemon> Daemons,
    IWallet Wallet,
    IShareSink Shares,
    IActivations Activations,
    IBlockJournal Blocks,
    ILedger Ledger,
    IPayoutStore Payouts,
    IPoolQueries Queries,
    IMinerDirectory Miners,
    ILiveEvents Events);

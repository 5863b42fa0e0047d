using Pool.Core.Blocks;
using Pool.Core.Chain;
using Pool.Core.Payouts;
using Pool.Core.Stats;

namespace Pool.Core.Ledger;

/// <summary>All that an audit reads.</summary>
public sealed record AuditPorts(
    ILedger Ledger,
    IBlockJournal Journal,
    IPayoutStore Store,
    IPoolQueries Queries,
    IWallet Wallet,
    IReadOnlyList<IDaemon> Daemons,
    ICoinbaseReader Coinbases);

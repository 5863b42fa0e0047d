using Pool.Core.Blocks;
using Pool.Core.Chain;
using Pool.Core.Payouts;

namespace Pool.Core.Ledger;

/// <summary>A block of the books as the chain has it.</summary>
/// <param name="Depth">Blocks on top of it by the node furthest behind.</param>
internal sealed record BookedCoinbase(PoolBlock Block, CoinbaseReading Reading, long Depth);

/// <summary>All that an audit compares, read once.</summary>
/// <param name="Balances">The balance rows.</param>
/// <param name="Sums">The sums of the transfers.</param>
/// <param name="Credits">Credited, not reversed blocks.</param>
/// <param name="Coinbases">Blocks of the books on the main chain, undecided and credited, as read from the chain.</param>
/// <param name="Unread">Blocks that should be among them and could not be read, and why.</param>
/// <param name="Income">The wallet's coinbase income from the first of those blocks on.</param>
/// <param name="Batches">Every batch from Prepared on.</param>
/// <param name="Known">Hashes of batches and of acknowledged outgoing transactions.</param>
/// <param name="Outgoing">The wallet's outgoing transactions, each hash once.</param>
internal sealed record AuditFacts(
    IReadOnlyDictionary<string, long> Balances,
    IReadOnlyDictionary<string, long> Sums,
    IReadOnlyList<BlockCredit> Credits,
    IReadOnlyList<BookedCoinbase> Coinbases,
    IReadOnlyList<string> Unread,
    IReadOnlyList<WalletTransfer> Income,
    IReadOnlyList<PayoutBatch> Batches,
    IReadOnlySet<Hash32> Known,
    IReadOnlyList<WalletTransfer> Outgoing,
    WalletBalance Wallet)
{
    public long Balance(string account) => Balances.GetValueOrDefault(account);
}

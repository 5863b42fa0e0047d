using Pool.Core.Chain;

namespace Pool.Core.Ledger;

/// <summary>
/// Compares the books with what is outside them: the chain's coinbases, the wallet's income, its outgoing transactions and
/// its balance. That debits equal credits proves nothing; this does. Changes nothing.
/// </summary>
public sealed class Audit(AuditPorts ports)
{
    private readonly AuditReader _reader = new(ports);
    private readonly FrozenWorkCheck _frozenWork = new(ports.Journal);

    /// <summary>Runs every check.</summary>
    /// <exception cref="DaemonUnavailableException">No healthy node.</exception>
    /// <exception cref="Payouts.WalletUnavailableException">No wallet.</exception>
    public async Task<AuditReport> Run(CancellationToken cancel)
    {
        var chain = await ChainSurvey.Take(ports.Daemons, cancel).ConfigureAwait(false);
        if (!chain.Any)
        {
            throw new DaemonUnavailableException(
                string.Join(", ", ports.Daemons.Select(daemon => daemon.Name)),
                $"an audit needs a healthy one: {string.Join("; ", chain.Problems)}");
        }

        var facts = await _reader.Read(chain, cancel).ConfigureAwait(false);
        AuditCheck[] checks =
        [
            .. LedgerChecks.Run(facts),
            .. CoinbaseChecks.Run(facts),
            .. PayoutChecks.Run(facts),
            await _frozenWork.Run(facts, cancel).ConfigureAwait(false),
        ];
        return new AuditReport(checks, Totals(facts));
    }

    private static AuditNumber[] Totals(AuditFacts facts)
    {
        var owed = Accounts.Liabilities(facts.Balances);
        return
        [
            new("mined", -facts.Balance(Accounts.Coinbase)),
            new("owed to miners", owed),
            new("paid to miners", facts.Balance(Accounts.Paid)),
            new("network fees", facts.Balance(Accounts.NetworkFee)),
            new("pool fee", facts.Balance(Accounts.PoolFee)),
            new("rounding", facts.Balance(Accounts.Rounding) + facts.Balance(Accounts.FeeRounding)),
            new("loss", facts.Balance(Accounts.Loss)),
            new("wallet", facts.Wallet.Total),
            new("wallet less what is owed", facts.Wallet.Total - owed),
        ];
    }
}

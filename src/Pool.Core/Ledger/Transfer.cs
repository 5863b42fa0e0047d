namespace Pool.Core.Ledger;

/// <summary>One movement in the append-only double-entry ledger.</summary>
/// <param name="Id">Made by the first sender, so that a repeat is recognised, e.g. credit:{block}:{account}.</param>
/// <param name="Debit">Account that gives; its balance falls by the amount.</param>
/// <param name="Credit">Account that receives.</param>
/// <param name="Amount">Atomic units, at least 1.</param>
/// <param name="Kind">What it is, e.g. block-reward, pool-fee, payout, network-fee, reversal.</param>
/// <param name="Reference">The block, batch or reason that it belongs to.</param>
public sealed record Transfer(string Id, string Debit, string Credit, long Amount, string Kind, string Reference);

using Pool.Core.Stats;
using Pool.Web.Reading;
using Pool.Web.Text;

namespace Pool.Web.Api;

/// <summary>A payout transaction in a list.</summary>
/// <param name="AmountAtomic">What the payees get.</param>
/// <param name="FeeAtomic">Of the network, borne by the payees.</param>
internal sealed record PaymentDocument(
    long Id,
    string Status,
    string? TxHash,
    string AmountAtomic,
    string? FeeAtomic,
    int Payees,
    long? Height,
    DateTimeOffset CreatedAt)
{
    public static PaymentDocument Of(PaymentView payment) => new(
        payment.Id,
        payment.State.Label(),
        payment.Transaction?.ToString(),
        PoolDocument.Atomic(payment.Net),
        payment.Fee is { } fee ? PoolDocument.Atomic(fee) : null,
        payment.Payees,
        payment.MinedHeight,
        payment.CreatedAt);
}

/// <summary>A payment to one miner.</summary>
/// <param name="GrossAtomic">What left the balance.</param>
/// <param name="FeeAtomic">Its share of the network fee.</param>
/// <param name="AmountAtomic">What arrives.</param>
internal sealed record MinerPaymentDocument(
    long Id, string Status, string? TxHash, string GrossAtomic, string FeeAtomic, string AmountAtomic, DateTimeOffset CreatedAt)
{
    public static MinerPaymentDocument Of(MinerPayment payment) => new(
        payment.Batch,
        payment.State.Label(),
        payment.Transaction?.ToString(),
        PoolDocument.Atomic(payment.Gross),
        PoolDocument.Atomic(payment.Fee),
        PoolDocument.Atomic(payment.Gross - payment.Fee),
        payment.CreatedAt);
}

namespace Pool.Core.Payouts;

/// <summary>A batch that is ready to be relayed, or why there is none.</summary>
internal sealed record PlanResult(PayoutBatch? Prepared, PayoutRunReport? Report);

using Pool.Core.Shares;

namespace Pool.EndToEnd.Host;

/// <param name="handedIn">Done when a node took a block.</param>
internal sealed class KillingShareSink(IShareSink inner, KillPoint kill, Task handedIn) : IShareSink
{
    public Task<uint> RegisterStart(Guid startId, CancellationToken cancel) => inner.RegisterStart(startId, cancel);

    public Task<AppendResult> Append(ShareBatch batch, CancellationToken cancel) =>
        batch.Candidate is null ? AppendShares(batch, cancel) : AppendBlock(batch, cancel);

    private async Task<AppendResult> AppendShares(ShareBatch batch, CancellationToken cancel)
    {
        await kill.Pass(Boundary.BeforeShareIsDurable);
        var result = await inner.Append(batch, cancel);
        await kill.Pass(Boundary.AfterShareIsDurable);
        return result;
    }

    private async Task<AppendResult> AppendBlock(ShareBatch batch, CancellationToken cancel)
    {
        if (kill.Is(Boundary.BeforeBlockIsSubmitted) || kill.Is(Boundary.AfterSubmitBeforeJournal))
        {
            await KillPoint.Never();
        }

        var result = await inner.Append(batch, cancel);
        await kill.Pass(Boundary.AfterJournalBeforeSubmit);
        if (kill.Is(Boundary.AfterBlockIsDurable))
        {
            await handedIn;
            await kill.Pass(Boundary.AfterBlockIsDurable);
        }

        return result;
    }
}

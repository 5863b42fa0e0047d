using System.Threading.Channels;
using Pool.Core.Shares;

namespace Pool.Stratum.Tests;

/// <summary>Takes shares as the books would; answers at once, or when and what the test says.</summary>
internal sealed class ScriptedRecorder : IShareRecorder
{
    private readonly Channel<(ShareRecord Share, TaskCompletionSource<ShareReceipt> Receipt)> _shares =
        Channel.CreateUnbounded<(ShareRecord, TaskCompletionSource<ShareReceipt>)>();

    /// <summary>The answer to every share; null leaves the answer to the test.</summary>
    public ShareReceipt? Answer { get; set; } = ShareReceipt.Recorded;

    public uint StartNumber { get; set; } = 7;

    public Task<ShareReceipt> Record(ShareRecord share)
    {
        var receipt = new TaskCompletionSource<ShareReceipt>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Answer is { } answer)
        {
            receipt.SetResult(answer);
        }

        _shares.Writer.TryWrite((share, receipt));
        return receipt.Task;
    }

    /// <summary>The next share that was handed over, with its receipt to fill in.</summary>
    public async Task<(ShareRecord Share, TaskCompletionSource<ShareReceipt> Receipt)> Next() =>
        await _shares.Reader.ReadAsync(TestPool.Patience());

    /// <summary>What has been handed over and not been looked at.</summary>
    public IReadOnlyList<ShareRecord> Rest()
    {
        var rest = new List<ShareRecord>();
        while (_shares.Reader.TryRead(out var entry))
        {
            rest.Add(entry.Share);
        }

        return rest;
    }
}

namespace Pool.Core.Shares;

/// <summary>Where judged shares become durable.</summary>
public interface IShareSink
{
    /// <summary>Registers a front end's start. The same StartId gets the same number again; no number is given twice.</summary>
    Task<uint> RegisterStart(Guid startId, CancellationToken cancel);

    /// <summary>
    /// Books a batch. When it returns <see cref="AppendResult.Committed"/> or <see cref="AppendResult.Repeated"/>, the batch
    /// survives kill -9 and power loss. An exception leaves the outcome unknown: send the same batch again.
    /// </summary>
    Task<AppendResult> Append(ShareBatch batch, CancellationToken cancel);
}

namespace Pool.Core.Shares;

/// <summary>The front end's way to the books.</summary>
public interface IShareRecorder
{
    /// <summary>The start number that the store gave to this process, for <see cref="Templates.ExtraNonce"/>.</summary>
    uint StartNumber { get; }

    /// <summary>
    /// Puts a judged share, counted or rejected, into the batch that is being gathered. The task ends when that batch is
    /// decided; all shares of a batch share it. Only <see cref="ShareReceipt.Recorded"/> may be answered with OK.
    /// </summary>
    Task<ShareReceipt> Record(ShareRecord share);
}

public enum ShareReceipt
{
    /// <summary>Durable.</summary>
    Recorded = 0,

    /// <summary>The store refused the batch: not booked.</summary>
    Refused = 1,

    /// <summary>Too many shares wait already: not taken.</summary>
    Full = 2,
}

using Pool.Core;
using Pool.Core.Templates;

namespace Pool.Stratum;

/// <summary>A template that jobs are made from.</summary>
internal sealed class Work(BlockTemplate template, ITemplateJobs jobs, ChainTip tip)
{
    public BlockTemplate Template { get; } = template;

    public ITemplateJobs Jobs { get; } = jobs;

    /// <summary>Shared by the templates on the same block.</summary>
    public ChainTip Tip { get; } = tip;

    /// <summary>JSON members that all jobs have in common.</summary>
    public byte[] CommonMembers { get; } = Replies.CommonJobMembers(template);
}

/// <summary>The block that templates build on.</summary>
internal sealed class ChainTip(Hash32 previous, long height)
{
    private long _replacedAt = long.MinValue;

    /// <summary>Timestamp at which another tip came, or null.</summary>
    public long? ReplacedAt => Volatile.Read(ref _replacedAt) is var at && at != long.MinValue ? at : null;

    public bool Is(BlockTemplate template) => template.PreviousHash == previous && template.Height == height;

    public bool Is(ChainTip other) => other.Matches(previous, height);

    public void Replace(long now) => Volatile.Write(ref _replacedAt, now);

    private bool Matches(Hash32 otherPrevious, long otherHeight) => previous == otherPrevious && height == otherHeight;
}

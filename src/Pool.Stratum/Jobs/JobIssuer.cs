using Pool.Core.Shares;
using Pool.Core.Templates;

namespace Pool.Stratum;

/// <summary>Makes jobs. No two of a process have the same number, and no two anywhere the same blob.</summary>
internal sealed class JobIssuer(PoolTags tags, IShareRecorder recorder, StratumLimits limits)
{
    private ulong _counter;

    /// <param name="difficulty">As the session's speed asks; never above the network's, beyond which every share is a block.</param>
    public Job Issue(Work work, ulong accountTag, long difficulty)
    {
        var number = Interlocked.Increment(ref _counter);
        var extraNonce = new ExtraNonce(tags.PoolTag, recorder.StartNumber, number, accountTag);
        return new Job(number, work, extraNonce, Math.Min(difficulty, work.Template.Difficulty), limits.NoncesPerJob);
    }
}

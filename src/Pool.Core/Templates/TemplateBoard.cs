namespace Pool.Core.Templates;

/// <summary>The newest news, and those who wait for newer.</summary>
internal sealed class TemplateBoard(TimeProvider clock, TimeSpan longest)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = NewSignal();
    private TemplateNews _news = new(0, null, "no template yet: the pool is starting");

    public TemplateNews News
    {
        get
        {
            lock (_gate)
            {
                return _news;
            }
        }
    }

    public void Publish(TemplateNews news)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _news = news;
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
    }

    public async Task<TemplateNews> WaitFor(long after, CancellationToken cancel)
    {
        Task changed;
        lock (_gate)
        {
            if (_news.Version > after)
            {
                return _news;
            }

            changed = _changed.Task;
        }

        await changed.WaitAsync(longest, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
        return News;
    }

    // The front ends' continuations run beside the poller, not in it.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

using Pool.Core.Templates;

namespace Pool.Stratum.Tests;

/// <summary>A template feed that says what the test says.</summary>
internal sealed class ScriptedFeed : ITemplateFeed
{
    private readonly Lock _gate = new();
    private TemplateNews _news = new(0, null, "no template yet");
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _failure;

    public void Tell(BlockTemplate? template, string? problem = null) => Change(() => _news = new(_news.Version + 1, template, problem));

    /// <summary>The next wait fails once.</summary>
    public void Fail(Exception failure) => Change(() => _failure = failure);

    public async Task<TemplateNews> WaitForTemplate(long after, CancellationToken cancel)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_failure is { } failure)
                {
                    _failure = null;
                    throw failure;
                }

                if (_news.Version > after)
                {
                    return _news;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancel);
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            change();
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}

using System.Globalization;
using Pool.Core.Templates;

namespace Pool.Stratum;

/// <summary>Follows the template feed and hands new work to every session.</summary>
internal sealed class WorkFeed(StratumContext context, Func<IEnumerable<StratumSession>> sessions)
{
    /// <summary>The name on the health board.</summary>
    private const string Part = "stratum";

    private readonly Sparse _failures = new(context.Limits.WarningPause, context.Time);
    private string? _problem;

    /// <summary>Runs until it is cancelled. A feed that fails is asked again.</summary>
    public async Task Run(CancellationToken cancel)
    {
        var after = 0L;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var news = await context.Services.Feed.WaitForTemplate(after, cancel).ConfigureAwait(false);
                after = news.Version;
                Take(news);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed)
            {
                Fail(failed);
                await Task.Delay(context.Limits.Retry, context.Time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Take(TemplateNews news)
    {
        var begun = context.Time.GetTimestamp();
        var push = context.Board.Update(news);
        var state = context.Board.State;
        Report(state);
        if (!push || state.Work is not { } work)
        {
            return;
        }

        context.Services.Hasher.Prepare(work.Template);
        var count = 0;
        foreach (var session in sessions())
        {
            count += session.Push() ? 1 : 0;
        }

        context.Metrics.Pushed(context.Time.GetElapsedTime(begun));
        context.Log.NewWork(work.Template.Height, work.Template.Difficulty, count);
    }

    private void Fail(Exception failed)
    {
        // Miners are told the fact; what failed, and where, is for the operator.
        context.Board.Fail("the pool cannot get templates");
        Report(context.Board.State);
        context.Services.Health.Bad(Part, $"no new work is given out: the template feed fails: {failed.Message}");
        if (_failures.Now())
        {
            context.Log.FeedFailed(failed);
        }
    }

    private void Report(WorkState state)
    {
        if (state.Problem is { } problem)
        {
            context.Services.Health.Bad(Part, $"no new work is given out: {problem}");
            if (problem != _problem)
            {
                context.Log.NoWork(problem);
            }
        }
        else if (state.Work is { } work)
        {
            context.Services.Health.Good(Part, string.Create(CultureInfo.InvariantCulture, $"miners work on height {work.Template.Height}"));
        }

        _problem = state.Problem;
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Pool.Demo.Story;

/// <summary>Tells the story on standard output, each line with the seconds since the start.</summary>
public sealed class Narrator(TextWriter output)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private readonly List<(string Stage, TimeSpan Time)> _stages = [];

    public void Tell(string line)
    {
        lock (_lock)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_clock.Elapsed.TotalSeconds,6:0.0} s  {line}"));
        }
    }

    /// <summary>Runs one stage of the story with a deadline; a failure carries the stage's name.</summary>
    /// <exception cref="StageException">It took too long or failed.</exception>
    public async Task<T> Stage<T>(string name, TimeSpan deadline, Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(deadline);
        var start = _clock.Elapsed;
        try
        {
            var result = await work(limited.Token);
            _stages.Add((name, _clock.Elapsed - start));
            return result;
        }
        catch (OperationCanceledException) when (limited.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new StageException(name, $"it took longer than {deadline.TotalSeconds:0} s");
        }
        catch (Exception error) when (error is not (OperationCanceledException or StageException))
        {
            throw new StageException(name, error.Message, error);
        }
    }

    public Task Stage(string name, TimeSpan deadline, Func<CancellationToken, Task> work, CancellationToken cancel) =>
        Stage(name, deadline, async limited =>
        {
            await work(limited);
            return true;
        }, cancel);

    /// <summary>The time that each stage took.</summary>
    public void TellStages() =>
        Tell("stages: " + string.Join(", ", _stages.Select(stage =>
            string.Create(CultureInfo.InvariantCulture, $"{stage.Stage} {stage.Time.TotalSeconds:0.0} s"))));
}

/// <summary>A stage of the story did not end well.</summary>
public sealed class StageException(string stage, string problem, Exception? inner = null)
    : Exception($"stage '{stage}' failed: {problem}", inner)
{
    public string Stage { get; } = stage;
}
